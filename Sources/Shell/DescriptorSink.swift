import SystemPackage

/// An open descriptor of the process as a place to write to.
struct DescriptorSink: TextSink {
  let descriptor: FileDescriptor

  func write(_ text: String) throws {
    do {
      try descriptor.writeAll(text.utf8)
    } catch Errno.brokenPipe {
      throw SinkError.closed
    } catch let error as Errno {
      throw SinkError.failed(Files.words(for: error))
    }
  }
}
