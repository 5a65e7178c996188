package import Shell
import Synchronization

/// Remembers what was written, in order, and cuts it where the person typed.
package final class Screen: Sendable {
  /// Which of the two streams a text was written to.
  package enum Stream: Sendable, Hashable {
    case output, error
  }

  /// A line of one of the streams, without its newline.
  package struct Line: Sendable, Hashable {
    package let stream: Stream
    package let text: String

    package init(_ stream: Stream, _ text: String) {
      self.stream = stream
      self.text = text
    }
  }

  private struct Piece {
    let stream: Stream
    let text: String
  }

  private let segments = Mutex<[[Piece]]>([[]])

  package init() {}

  /// Everything that was written to a stream.
  package func text(of stream: Stream) -> String {
    segments.withLock { segments in
      segments.joined().filter { $0.stream == stream }.map(\.text).joined()
    }
  }

  /// The lines between the start, each entry at the prompt, and the end, in the order
  /// in which they were completed.
  package var lines: [[Line]] { segments.withLock { $0.map(Screen.lines) } }

  package func sink(_ stream: Stream) -> any TextSink { Sink(screen: self, stream: stream) }

  /// Standard output of which so many texts are taken, and then no more.
  package func sink(endingAfter count: Int, with error: SinkError) -> any TextSink {
    EndingSink(sink(.output), taking: count, then: error)
  }

  func write(_ text: String, to stream: Stream) {
    segments.withLock { $0[$0.count - 1].append(Piece(stream: stream, text: text)) }
  }

  func beginSegment() { segments.withLock { $0.append([]) } }

  private static func lines(_ pieces: [Piece]) -> [Line] {
    var lines: [Line] = []
    var open: [Stream: String] = [:]
    for piece in pieces {
      var parts = ((open[piece.stream] ?? "") + piece.text)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      open[piece.stream] = parts.popLast()
      lines += parts.map { Line(piece.stream, visible($0)) }
    }
    for stream in [Stream.output, .error] {
      let rest = visible(open[stream] ?? "")
      if !rest.isEmpty { lines.append(Line(stream, rest)) }
    }
    return lines
  }

  /// What of a line stays on a terminal: a progress line is erased before the next text.
  private static func visible(_ line: String) -> String {
    let erase = "\r\u{1B}[J"
    return line.ranges(of: erase).last.map { String(line[$0.upperBound...]) } ?? line
  }

  private struct Sink: TextSink {
    let screen: Screen
    let stream: Stream

    func write(_ text: String) throws { screen.write(text, to: stream) }
  }

  private final class EndingSink: TextSink {
    private let sink: any TextSink
    private let left: Mutex<Int>
    private let error: SinkError

    init(_ sink: any TextSink, taking count: Int, then error: SinkError) {
      self.sink = sink
      left = Mutex(count)
      self.error = error
    }

    func write(_ text: String) throws {
      let isOver = left.withLock { left in
        defer { left -= 1 }
        return left <= 0
      }
      if isOver { throw error }
      try sink.write(text)
    }
  }
}
