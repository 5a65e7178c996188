import CommandModel

/// One direction of a chart: what its two ends are, and where it is marked.
struct PlotAxis {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let measure: PlotMeasure
  /// From one mark to the next; nil where the marks are the ends alone.
  private let step: Double?

  /// A vertical axis over amounts, with round ends; from 0 where that is near enough.
  init(amounts: [Double], measure: PlotMeasure, ticksMax: Int) {
    var low = amounts.min() ?? 0
    var high = amounts.max() ?? 0
    // Beside a high level small changes matter; else a chart that does not begin at 0
    // makes them look great.
    let isHighLevel = low > 0 && high > low && (high - low) / high < 0.2
    if !isHighLevel { (low, high) = (min(0, low), max(0, high)) }
    if low == high { high = 1 }
    let step = PlotAxis.roundStep(
      from: low, to: high, count: ticksMax, measure, areWhole: amounts.allSatisfy(\.isWhole))
    guard let step else {
      self.init(low: low, high: high, ticks: [low, high], measure: measure, step: nil)
      return
    }
    // What misses a mark by a rounding error stands on it.
    let (first, last) = ((low / step + 1e-9).rounded(.down), (high / step - 1e-9).rounded(.up))
    self.init(
      low: first * step, high: last * step,
      ticks: (0...Int(last - first)).map { (first + Double($0)) * step }, measure: measure,
      step: step)
  }

  /// A horizontal axis from the first place to the last, marked where it is round.
  init(places: [Double], measure: PlotMeasure, ticksMax: Int) {
    let low = places.min() ?? 0
    let high = places.max() ?? 0
    let step = PlotAxis.roundStep(
      from: low, to: high, count: ticksMax, measure, areWhole: places.allSatisfy(\.isWhole))
    guard low < high, let step else {
      let ends = low < high ? [low, high] : [low]
      self.init(low: low, high: high, ticks: ends, measure: measure, step: nil)
      return
    }
    let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
    let ticks = first <= last ? (0...Int(last - first)).map { (first + Double($0)) * step } : []
    self.init(
      low: low, high: high, ticks: ticks.isEmpty ? [low, high] : ticks, measure: measure,
      step: step)
  }

  private init(low: Double, high: Double, ticks: [Double], measure: PlotMeasure, step: Double?) {
    self.low = low
    self.high = high
    self.ticks = ticks
    self.measure = measure
    self.step = step
  }

  /// Where a value lies, from 0 to 1; the middle of an axis of one value.
  func share(of value: Double) -> Double { Share.of(value, from: low, to: high) }

  /// A mark in as few characters as tell it from its neighbours.
  func label(_ value: Double) -> String {
    switch measure {
    case .number:
      step.map { NumberLabel.text(value, step: $0, greatest: max(abs(low), abs(high))) }
        ?? NumberLabel.text(value)
    case .duration: PlotAxis.durationLabel(value)
    case .time: TimeLabel.text(value, step: step, length: high - low)
    }
  }

  /// An amount that stands alone.
  static func label(_ amount: Double, _ measure: PlotMeasure) -> String {
    measure == .duration ? durationLabel(amount) : NumberLabel.text(amount)
  }

  private static func durationLabel(_ seconds: Double) -> String {
    (seconds < 0 ? "-" : "") + DurationText.brief(.seconds(min(abs(seconds), 1e15)))
  }

  // MARK: - Round steps

  /// The least round step that makes no more than so many; nil where doubles are too coarse.
  ///
  /// Between whole numbers there is nothing to mark.
  private static func roundStep(
    from low: Double, to high: Double, count: Int, _ measure: PlotMeasure, areWhole: Bool
  ) -> Double? {
    let share = (high - low) / Double(max(1, count))
    let least = areWhole ? max(1, share) : share
    guard least.isFinite, least.isNormal, high.magnitude < 1e300, low.magnitude < 1e300,
      low < high, low + least > low, high - least < high
    else { return nil }
    if measure != .number, least >= 1, let step = clockSteps.first(where: { $0 >= least }) {
      return step
    }
    let power = Exponent.power(of: least)
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) }
  }

  /// Steps of a clock and of a calendar, in seconds.
  private static let clockSteps: [Double] =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200]
    + [1, 2, 7, 14, 28, 91, 182, 364, 728, 1820, 3640, 36_400].map { $0 * 86_400 }
}

/// Where a number lies between two others.
enum Share {
  /// From 0 to 1; the middle where the two are one.
  static func of(_ value: Double, from low: Double, to high: Double) -> Double {
    let length = high - low
    // The greatest doubles have a distance only by their halves.
    let share =
      length.isFinite ? (value - low) / length : (value / 2 - low / 2) / (high / 2 - low / 2)
    return share.isFinite ? min(1, max(0, share)) : 0.5
  }
}

extension Double {
  fileprivate var isWhole: Bool { self == rounded() }
}

/// Powers of ten.
enum Exponent {
  /// The greatest power of ten that is not above a positive number.
  static func power(of number: Double) -> Double { ten(to: digits(of: number)) }

  /// The exponent of that power.
  static func digits(of number: Double) -> Int {
    var (rest, exponent) = (number, 0)
    while rest >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
    while rest < 1, rest > 0 { (rest, exponent) = (rest * 10, exponent - 1) }
    return exponent
  }

  static func ten(to exponent: Int) -> Double {
    let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }
}

/// Numbers in few characters: `0`, `2.5k`, `1.2M`, `1e20`.
enum NumberLabel {
  private static let units: [(size: Double, name: String)] = [
    (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"),
  ]

  /// A number by itself, in about three digits.
  static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    if value.isWhole, abs(value) < 10_000 { return decimal(value, digits: 0) }
    guard abs(value) < 1e15, abs(value) >= 1e-4 else { return scientific(value) }
    let unit = unit(of: abs(value))
    let scaled = value / (unit?.size ?? 1)
    let digits = min(6, max(0, 2 - Exponent.digits(of: abs(scaled))))
    return short(decimal(scaled, digits: digits)) + (unit?.name ?? "")
  }

  /// Four digits need no unit.
  private static func unit(of number: Double) -> (size: Double, name: String)? {
    number < 10_000 ? nil : units.first { $0.size <= number }
  }

  /// One of several numbers.
  ///
  /// - Parameters:
  ///   - step: How far the neighbours are.
  ///   - greatest: The greatest of all, which chooses the unit for all of them.
  static func text(_ value: Double, step: Double, greatest: Double) -> String {
    if value == 0 { return "0" }
    guard greatest < 1e15, greatest >= 1e-4 else { return scientific(value) }
    let unit = unit(of: greatest)
    let digits = -Exponent.digits(of: step / (unit?.size ?? 1) * (1 + 1e-9))
    return decimal(value / (unit?.size ?? 1), digits: min(6, max(0, digits))) + (unit?.name ?? "")
  }

  /// Three digits and the power of ten.
  private static func scientific(_ value: Double) -> String {
    let exponent = Exponent.digits(of: abs(value))
    // In two steps, for a power of ten beyond 308 is no number.
    let half = exponent / 2
    let mantissa = value / Exponent.ten(to: half) / Exponent.ten(to: exponent - half)
    let isRoundedUp = abs(mantissa) >= 9.995
    let digits = decimal(isRoundedUp ? mantissa / 10 : mantissa, digits: 2)
    return "\(short(digits))e\(isRoundedUp ? exponent + 1 : exponent)"
  }

  /// Without zeros at the end of a fraction.
  private static func short(_ decimal: String) -> String {
    guard decimal.contains(".") else { return decimal }
    var short = decimal
    while short.last == "0" { short.removeLast() }
    if short.last == "." { short.removeLast() }
    return short
  }

  private static func decimal(_ value: Double, digits: Int) -> String {
    let factor = Exponent.ten(to: digits)
    let rounded = Int64((abs(value) * factor).rounded())
    let (whole, rest) = rounded.quotientAndRemainder(dividingBy: Int64(factor))
    let sign = value < 0 && rounded != 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let fraction = String(rest)
    return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

/// Times in few characters, as exact as their distance.
enum TimeLabel {
  private static let day = 86_400.0
  /// What `Time` can tell.
  private static let millisecondsMax = 9.2e12

  static func text(_ seconds: Double, step: Double?, length: Double) -> String {
    let milliseconds = min(max((seconds * 1e3).rounded(), -millisecondsMax), millisecondsMax)
    let text = Time(nanoseconds: Int64(milliseconds) * 1_000_000).description
    let (date, clock) = (text.prefix(10), text.dropFirst(11).dropLast())
    if length == 0 { return "\(date) \(clock.prefix(5))" }
    if length > 300 * day { return String(date) }
    let step = step ?? length
    if step >= day { return String(date.dropFirst(5)) }
    if step < 1 { return String(clock) }
    if step >= 60 {
      // Midnight begins a day, which says more than its time.
      return clock.prefix(5) == "00:00" ? String(date.dropFirst(5)) : String(clock.prefix(5))
    }
    return String(clock.prefix(8))
  }
}
