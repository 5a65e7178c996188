import CommandModel
import SystemPackage

/// A file that is read piece by piece.
///
/// It is closed at its end, at the first error, and when nobody holds it any more.
final class FilePieces {
  /// What one read asks for. With pieces four times as long, whose records do not fit
  /// into a cache, a file of 250 MB took half as long again.
  static let pieceBytesMax = 64 << 10

  private var file: FileDescriptor?
  private let problem: (Errno) -> Problem

  /// Opens a file.
  ///
  /// - Throws: `Problem` of the category, naming the file and the system's words.
  init(_ name: String, of files: Files, failing category: Problem.Category) throws {
    problem = { files.problem(reading: name, $0, category) }
    do {
      file = try FileDescriptor.open(files.path(name), .readOnly, options: .closeOnExec)
    } catch let error as Errno {
      throw problem(error)
    }
  }

  deinit { close() }

  /// The next bytes; nil at the end.
  ///
  /// - Throws: `Problem`, as at the beginning.
  func next() throws -> [UInt8]? {
    guard let file else { return nil }
    do {
      let piece = try [UInt8](unsafeUninitializedCapacity: FilePieces.pieceBytesMax) {
        $1 = try file.read(into: UnsafeMutableRawBufferPointer($0))
      }
      if !piece.isEmpty { return piece }
      close()
      return nil
    } catch let error as Errno {
      close()
      throw problem(error)
    }
  }

  func close() {
    // A file that was only read has nothing to lose when it is closed.
    try? file?.close()
    file = nil
  }
}
