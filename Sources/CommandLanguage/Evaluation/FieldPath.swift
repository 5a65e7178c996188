import CommandModel

/// A field of a record, made ready to be looked up in many records.
///
/// A path is tried as a whole name first, because `select a.b` makes a field named
/// `a.b`; then with ever shorter heads.
struct FieldPath: Hashable, Sendable {
  /// `source.prefix`.
  let name: String
  /// Whether it was written with a leading dot: taken as it is, known or not.
  let isFree: Bool
  private let splits: [Split]

  private struct Split: Hashable, Sendable {
    let head: String
    let rest: FieldPath
  }

  /// Creates the path that is spelled so, with its leading dot if it has one.
  init(_ spelling: String) {
    isFree = spelling.hasPrefix(".")
    let name = isFree ? String(spelling.dropFirst()) : spelling
    self.name = name
    // Most names have no dot.
    let dots = name.utf8.contains(UInt8(ascii: ".")) ? name.indices.filter { name[$0] == "." } : []
    splits = dots.reversed().map { dot in
      Split(
        head: String(name[..<dot]), rest: FieldPath(String(name[name.index(after: dot)...])))
    }
  }

  /// Nil when the record has no such field; null when it has it empty.
  func value(in record: Record) -> Value? {
    if let value = record[name] { return value }
    for split in splits {
      guard let head = record[split.head], case .record(let inner) = head else { continue }
      if let value = split.rest.value(in: inner) { return value }
    }
    return nil
  }

  /// Whether a spelling is names joined by dots, with or without a leading dot.
  static func isField(_ spelling: String) -> Bool {
    let path = spelling.hasPrefix(".") ? spelling.dropFirst() : spelling[...]
    return path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { part in
        let part = Substring(part)
        return part.isName || isNameBeyondASCII(part)
      }
  }

  private static func isNameBeyondASCII(_ part: Substring) -> Bool {
    guard let first = part.first, first.isLetter || first == "_" else { return false }
    return part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
