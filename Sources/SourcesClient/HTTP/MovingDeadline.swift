import NIOCore

/// A moment by which something has to happen, and that is moved again and again.
///
/// Moving it away costs nothing: the alarm that is set already finds when it goes off that
/// there is time left, and is set anew.
final class MovingDeadline {
  private let loop: NIOIsolatedEventLoop
  private var moment: NIODeadline?
  private var alarm: (moment: NIODeadline, task: Scheduled<Void>)?
  /// What is done when the moment has come.
  private let onPassing: () -> Void

  init(on loop: any EventLoop, onPassing: @escaping () -> Void) {
    self.loop = loop.assumeIsolated()
    self.onPassing = onPassing
  }

  func move(to moment: NIODeadline) {
    self.moment = moment
    if let alarm {
      if alarm.moment <= moment { return }
      alarm.task.cancel()
    }
    setAlarm(at: moment)
  }

  func end() {
    moment = nil
    alarm?.task.cancel()
    alarm = nil
  }

  private func setAlarm(at moment: NIODeadline) {
    alarm = (moment, loop.scheduleTask(deadline: moment) { self.ring() })
  }

  private func ring() {
    alarm = nil
    guard let moment else { return }
    if moment > .now() { return setAlarm(at: moment) }
    self.moment = nil
    onPassing()
  }
}
