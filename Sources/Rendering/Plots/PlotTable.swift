import CommandModel
import ValueFormats

/// Records as columns of numbers and labels.
struct PlotTable {
  private let values: [Value]
  /// The names of their fields, in order of first sight.
  private let names: [String]

  init(_ values: [Value]) {
    self.values = values
    var seen: Set<String> = []
    names = values.flatMap { $0.recordValue?.names ?? [] }.filter { seen.insert($0).inserted }
  }

  /// What fields ask for: bars of labels, else a chart.
  ///
  /// - Throws: `Problem` where what is to be drawn is no number.
  func drawing(of fields: [String]) throws(Problem) -> PlotDrawing {
    switch (fields.first, fields.dropFirst().first) {
    case (let x?, let y?):
      let labels = column(x)
      guard labels.measure == nil, !labels.isEmpty else { return .points(try series(x, y)) }
      return .bars(try bars([x], y))
    case (let y?, nil): return .points(try series(nil, y))
    case (nil, _): return try drawing()
    }
  }

  /// Records of few fields, as `count` and `select` leave them: the last field is drawn, and
  /// those before it are labels, or the time that lies along.
  private func drawing() throws(Problem) -> PlotDrawing {
    guard let y = names.last else { return .points(try series(nil, nil)) }
    let labels = names.dropLast()
    guard labels.count <= PlotTable.labelsMax else {
      throw Problem(
        .usage, code: .missingArgument, "`plot` needs a field: the records have \(names.count)",
        hint: "`plot created_at rows_synced`, or `… | count status | plot`")
    }
    guard let x = labels.first else { return .points(try series(nil, y)) }
    let isOverTime = labels.count == 1 && column(x).measure == .time
    return isOverTime ? .points(try series(x, y)) : .bars(try bars(Array(labels), y))
  }

  private static let labelsMax = 4

  /// The points of each value of a field, in the order of first sight; one group without.
  func groups(
    _ fields: [String], by field: String?
  ) throws(Problem) -> [(label: String, series: PlotSeries)] {
    let x = fields.count > 1 ? fields[0] : nil
    let y = fields.last ?? names.last { $0 != field && column($0).isAmount }
    // All of it is read at once first, so that a mistake is told whatever the groups are.
    let whole = try series(x, y)
    guard let field else { return [("", whole)] }
    var members: [String: [Value]] = [:]
    var order: [String] = []
    for value in values {
      let label = PlotColumn.label(value.value(at: field))
      if members[label] == nil { order.append(label) }
      members[label, default: []].append(value)
    }
    var groups: [(label: String, series: PlotSeries)] = []
    for label in order {
      let own = PlotTable(members[label] ?? [])
      groups.append((label, try own.series(x, y)))
    }
    return groups
  }

  // MARK: - Columns

  private func column(_ name: String?) -> PlotColumn {
    guard let name else { return PlotColumn(name: nil, cells: values) }
    return PlotColumn(name: name, cells: values.map { $0.value(at: name) ?? .null })
  }

  private func series(_ x: String?, _ y: String?) throws(Problem) -> PlotSeries {
    let amounts = try column(y).amounts()
    let places = try x.map { name throws(Problem) in try column(name).places() }
    var points: [PlotSeries.Point] = []
    for (index, amount) in amounts.numbers.enumerated() {
      let place = places.map { $0.numbers[index] } ?? Double(index + 1)
      if let amount, let place { points.append(.init(x: place, y: amount)) }
    }
    return PlotSeries(
      points: points, xName: x, yName: y ?? "", xMeasure: places?.measure ?? .number,
      yMeasure: amounts.measure)
  }

  /// One for each set of labels, in the order of first sight: the mean where there are several.
  private func bars(_ labels: [String], _ y: String) throws(Problem) -> [PlotBar] {
    let amounts = try column(y).amounts()
    var members: [[String]: [Int]] = [:]
    var order: [[String]] = []
    for (index, amount) in amounts.numbers.enumerated() where amount != nil {
      let texts = labels.map { PlotColumn.label(values[index].value(at: $0)) }
      if members[texts] == nil { order.append(texts) }
      members[texts, default: []].append(index)
    }
    return order.map { texts in
      let indices = members[texts] ?? []
      let own = indices.compactMap { amounts.numbers[$0] }
      let mean = own.reduce(0, +) / Double(own.count)
      let only = indices.count == 1 ? values[indices[0]].value(at: y)?.cellText : nil
      return PlotBar(
        labels: texts, amount: mean, text: only ?? PlotAxis.label(mean, amounts.measure),
        ink: zip(labels, texts).lazy.compactMap { Cell.ink(of: $1, in: $0) }.first)
    }
  }
}

/// The values of one field, and what can be made of them.
struct PlotColumn {
  /// Nil for values that are no records.
  let name: String?
  let cells: [Value]

  /// Whether nothing is in it but null.
  var isEmpty: Bool { cells.allSatisfy(\.isNull) }

  /// What all its values count; nil where one of them counts nothing.
  ///
  /// Files have no types: texts that are all numbers or all times count as such.
  var measure: PlotMeasure? {
    var found: PlotMeasure?
    for cell in cells where !cell.isNull {
      guard let measure = PlotColumn.reading(cell)?.measure, found == nil || found == measure
      else { return nil }
      found = measure
    }
    return found
  }

  /// Whether it can be drawn: numbers or durations.
  var isAmount: Bool { measure == .number || measure == .duration }

  typealias Numbers = (measure: PlotMeasure, numbers: [Double?])

  /// - Throws: `Problem` for what is no amount.
  func amounts() throws(Problem) -> Numbers {
    if isEmpty || isAmount { return numbers }
    if measure == .time {
      throw Problem(
        .failed, code: .badOperands, "\(shownName) is a time, and a chart needs an amount",
        hint: "a time lies along: `plot \(name ?? "created_at") rows_synced`")
    }
    throw Problem(
      .failed, code: .badOperands, "\(shownName) is \(typeName), and a chart needs numbers",
      hint: "choose a field of numbers, or count first: `… | count \(name ?? "status") | plot`")
  }

  /// - Throws: `Problem` for what has no order along a line.
  func places() throws(Problem) -> Numbers {
    if isEmpty || measure != nil { return numbers }
    throw Problem(
      .failed, code: .badOperands, "\(shownName) is \(typeName), which has no place on a line",
      hint: "choose a time or a number: `plot created_at rows_synced`")
  }

  private var numbers: Numbers {
    (measure ?? .number, cells.map { PlotColumn.reading($0)?.number })
  }

  private var shownName: String { name.map { "`\($0)`" } ?? "what comes in" }

  private var typeName: String {
    let types = Set(cells.filter { PlotColumn.reading($0) == nil && !$0.isNull }.map(\.typeName))
    return types.count == 1 ? types.first ?? "mixed" : "mixed"
  }

  private static func reading(_ value: Value) -> (measure: PlotMeasure, number: Double)? {
    switch value {
    case .number(let number): (.number, number.double)
    case .duration(let duration): (.duration, duration.seconds)
    case .time(let time): (.time, time.secondsSince1970)
    case .text(let text):
      if let number = Number(spelling: text) {
        (.number, number.double)
      } else if let time = Time(text) {
        (.time, time.secondsSince1970)
      } else {
        nil
      }
    case .null, .boolean, .list, .record: nil
    }
  }

  /// A value as the label of a bar.
  static func label(_ value: Value?) -> String {
    guard let value, !value.isNull else { return "null" }
    let text = String(TerminalText.sanitize(value.cellText).withoutTrailingBlanks)
    return text.isEmpty ? "\"\"" : text
  }
}

extension Time {
  fileprivate var secondsSince1970: Double { Double(nanoseconds) / 1e9 }
}
