import CommandModel
import Glibc
import Testing
import ValueFormats

/// A headless Chromium with one page, spoken to over two pipes.
///
/// - Source: Chrome DevTools Protocol; with `--remote-debugging-pipe` messages are JSON
///   that ends in a zero byte, read from descriptor 3 and written to descriptor 4.
final class Browser {
  enum Trouble: Error {
    case notStarted(Int32), silent(String), refused(String), thrown(String)
  }

  /// What the page's console and policy said.
  private(set) var complaints: [String] = []
  private let process: pid_t
  private let commands: Int32
  private let answers: Int32
  private var unread: [UInt8] = []
  private var events: [String] = []
  private var lastID = 0
  private var session: String?

  /// Starts it; `home` is a folder for its files.
  init(home: String) throws {
    let (theirInput, commands) = try Browser.pipe()
    let (answers, theirOutput) = try Browser.pipe()
    defer {
      close(theirInput)
      close(theirOutput)
    }
    self.commands = commands
    self.answers = answers
    process = try Browser.spawn(home: home, input: theirInput, output: theirOutput)
    let target = try call("Target.createTarget", [("url", "about:blank")])
    let id = target.value(at: "targetId") ?? .null
    session = try call("Target.attachToTarget", [("targetId", id), ("flatten", true)])
      .value(at: "sessionId")?.textValue
    for domain in ["Page", "Runtime", "Log", "Accessibility"] { try call(domain + ".enable") }
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(commands)
    close(answers)
  }

  /// Sends a command and returns its result.
  @discardableResult
  func call(_ method: String, _ parameters: [(String, Value)] = []) throws -> Value {
    lastID += 1
    var message = Record([
      ("id", .integer(lastID)), ("method", .text(method)),
      ("params", .record(Record(parameters))),
    ])
    if let session { message["sessionId"] = .text(session) }
    try send(Array(JSON.encode(.record(message)).utf8) + [0])
    while true {
      let answer = try receive()
      guard answer.value(at: "id")?.integerValue == lastID else { continue }
      if let error = answer.value(at: "error.message")?.textValue { throw Trouble.refused(error) }
      return answer.value(at: "result") ?? .null
    }
  }

  /// Waits for an event that has not been waited for yet.
  func wait(for event: String) throws {
    while !events.contains(event) { _ = try receive() }
    events.removeAll { $0 == event }
  }

  // MARK: - Messages

  private func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Trouble.silent("it takes no command") }
      rest = rest.dropFirst(count)
    }
  }

  private func receive() throws -> Value {
    while true {
      if let end = unread.firstIndex(of: 0) {
        let message = try JSON.decode(Array(unread[..<end]))
        unread.removeSubrange(...end)
        note(message)
        return message
      }
      var descriptor = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 30_000) > 0 else { throw Trouble.silent("no answer in 30 s") }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(answers, &buffer, buffer.count)
      guard count > 0 else { throw Trouble.silent("it is gone; does `chromium` start at all?") }
      unread += buffer[..<count]
    }
  }

  private func note(_ message: Value) {
    guard let method = message.value(at: "method")?.textValue else { return }
    events.append(method)
    let complaint =
      switch method {
      case "Runtime.exceptionThrown": message.value(at: "params.exceptionDetails")
      case "Log.entryAdded": message.value(at: "params.entry.text")
      case "Runtime.consoleAPICalled": message.value(at: "params.args")
      default: Value?.none
      }
    if let complaint { complaints.append(JSON.encode(complaint)) }
  }

  // MARK: - The process

  /// Two ends, to read from and to write to, above the numbers that the child needs.
  private static func pipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw Trouble.notStarted(errno) }
    defer { for end in ends { close(end) } }
    return (fcntl(ends[0], F_DUPFD_CLOEXEC, 10), fcntl(ends[1], F_DUPFD_CLOEXEC, 10))
  }

  private static func spawn(home: String, input: Int32, output: Int32) throws -> pid_t {
    let words = [
      "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-first-run", "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir=\(home)",
    ]
    let variables = ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(home)", "LANG=C.UTF-8"]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 3)
    posix_spawn_file_actions_adddup2(&actions, output, 4)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var process: pid_t = 0
    let status = posix_spawnp(&process, "chromium", &actions, nil, &arguments, &environment)
    guard status == 0 else { throw Trouble.notStarted(status) }
    return process
  }
}

// MARK: - What a person does and sees

extension Browser {
  func open(_ path: String) throws {
    events.removeAll()
    try call("Page.navigate", [("url", .text("file://" + path))])
    try wait(for: "Page.loadEventFired")
  }

  func focus(_ selector: String) throws {
    _ = try value(of: "document.querySelector(\(JSON.encode(.text(selector)))).focus()")
  }

  /// The value of a JavaScript expression.
  func value(of expression: String) throws -> Value {
    let answer = try call(
      "Runtime.evaluate", [("expression", .text(expression)), ("returnByValue", true)])
    if let thrown = answer.value(at: "exceptionDetails") {
      throw Trouble.thrown(JSON.encode(thrown))
    }
    return answer.value(at: "result.value") ?? .null
  }

  func texts(of expression: String) throws -> [String] {
    try value(of: expression).listValue?.compactMap(\.textValue) ?? []
  }

  /// Clicks the middle of an element with the mouse.
  func click(_ selector: String) throws {
    let script = """
      (() => {
        const element = document.querySelector(\(JSON.encode(.text(selector))));
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      })()
      """
    let place = try value(of: script).listValue ?? []
    for type in ["mousePressed", "mouseReleased"] {
      try call(
        "Input.dispatchMouseEvent",
        [
          ("type", .text(type)), ("x", place[0]), ("y", place[1]), ("button", "left"),
          ("clickCount", 1),
        ])
    }
  }

  func type(_ text: String) throws { try call("Input.insertText", [("text", .text(text))]) }

  func press(_ key: String, code: Int) throws {
    let text: Value = key == "Enter" ? "\r" : .text(key.count == 1 ? key : "")
    for type in ["keyDown", "keyUp"] {
      try call(
        "Input.dispatchKeyEvent",
        [
          ("type", .text(type)), ("key", .text(key)), ("windowsVirtualKeyCode", .integer(code)),
          ("text", type == "keyDown" ? text : ""),
        ])
    }
  }

  func prefer(_ scheme: String) throws {
    let feature = Record([("name", "prefers-color-scheme"), ("value", .text(scheme))])
    try call("Emulation.setEmulatedMedia", [("features", [.record(feature)])])
  }

  func resize(width: Int, height: Int) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      [
        ("width", .integer(width)), ("height", .integer(height)), ("deviceScaleFactor", 1),
        ("mobile", false),
      ])
  }
}
