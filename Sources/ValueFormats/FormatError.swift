/// Why bytes are not what their format asks for, and where.
package struct FormatError: Error, Sendable, Hashable {
  /// The format that was read.
  package let format: FileFormat
  /// Lower case, without a full stop.
  package let message: String
  /// Whether it may be well formed, and is more than is taken.
  package let isTooMuch: Bool
  /// Bytes before the place, from 0.
  package let offset: Int
  /// 1-based; ends of lines are LF.
  package let line: Int
  /// 1-based, in bytes.
  package let column: Int

  init(_ fault: Fault, in format: FileFormat, of bytes: some Collection<UInt8>) {
    let before = bytes.prefix(fault.offset)
    self.init(
      format, fault.message, isTooMuch: fault.isTooMuch, offset: fault.offset,
      line: before.count { $0 == .lineFeed } + 1,
      column: before.reduce(1) { $1 == .lineFeed ? 1 : $0 + 1 })
  }

  private init(
    _ format: FileFormat, _ message: String, isTooMuch: Bool, offset: Int, line: Int,
    column: Int
  ) {
    self.format = format
    self.message = message
    self.isTooMuch = isTooMuch
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The same error in a file in which so much comes before.
  func moved(bytes: Int, lines: Int) -> FormatError {
    FormatError(
      format, message, isTooMuch: isTooMuch, offset: offset + bytes, line: line + lines,
      column: column)
  }
}

/// What a reader throws; the line is counted only once something is wrong.
struct Fault: Error {
  let message: String
  /// Bytes before the place.
  let offset: Int
  let isTooMuch: Bool

  init(_ message: String, at offset: Int, isTooMuch: Bool = false) {
    self.message = message
    self.offset = offset
    self.isTooMuch = isTooMuch
  }
}
