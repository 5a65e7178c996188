import NIOCore

/// A body on its way, in blocks: one array that grows would be copied again and again, and
/// need room for both copies.
struct BodyBlocks {
  private static let size = 1 << 18

  private(set) var count = 0
  private var blocks: [[UInt8]] = []

  mutating func append(_ buffer: ByteBuffer) {
    count += buffer.readableBytes
    var rest = buffer.readableBytesView
    while !rest.isEmpty {
      if blocks.last.map({ $0.count == BodyBlocks.size }) ?? true {
        blocks.append([])
        blocks[blocks.count - 1].reserveCapacity(min(BodyBlocks.size, rest.count))
      }
      let part = rest.prefix(BodyBlocks.size - blocks[blocks.count - 1].count)
      blocks[blocks.count - 1].append(contentsOf: part)
      rest = rest.dropFirst(part.count)
    }
  }

  /// All of it as one array; each block gives its room back as soon as it is copied.
  mutating func takeAll() -> [UInt8] {
    defer { self = BodyBlocks() }
    if blocks.count == 1 { return blocks[0] }
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for index in blocks.indices {
      all += blocks[index]
      blocks[index] = []
    }
    return all
  }
}
