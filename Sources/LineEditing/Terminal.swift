import Glibc

/// Facts about a terminal.
package enum Terminal {
  /// Whether a descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the window; nil when it is no terminal or does not say.
  package static func width(_ descriptor: Int32) -> Int? { size(descriptor)?.columns }

  /// Columns and rows of the window; nil when it is no terminal or does not say.
  package static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
    return (Int(window.ws_col), Int(window.ws_row))
  }
}
