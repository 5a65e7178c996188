import CommandLanguage
import CommandModel
import SystemPackage
import ValueFormats

#if canImport(Glibc)
  import Glibc
#endif

extension Files {
  /// The keys wait for what is read.
  private static let peekedBytesMax = 64 << 10

  /// What the beginning of a file shows of its records; nil where it cannot be read, or
  /// tells nothing before its end.
  func peek(at name: String) -> SeenRecords? {
    guard let format = FileFormat(ofPath: name), let bytes = beginning(of: name) else {
      return nil
    }
    let isWhole = bytes.count < Files.peekedBytesMax
    do throws(FormatError) {
      if isWhole { return SeenRecords(of: try format.decode(bytes)) }
      // The last record may be cut off, so the decoder is not told that this is the end.
      guard var decoder = StreamDecoder(format) else { return nil }
      return SeenRecords(of: .list(try decoder.feed(bytes)))
    } catch {
      // What is wrong with it is told when it is opened.
      return nil
    }
  }

  /// The first bytes of a file; nil for what is none, as reading from it might wait.
  private func beginning(of name: String) -> [UInt8]? {
    do {
      let file = try FileDescriptor.open(
        path(name), .readOnly, options: [.nonBlocking, .closeOnExec])
      return try file.closeAfter {
        var facts = stat()
        guard fstat(file.rawValue, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
          return nil
        }
        return try [UInt8](unsafeUninitializedCapacity: Files.peekedBytesMax) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      }
    } catch {
      // A completion says nothing of errors.
      return nil
    }
  }
}
