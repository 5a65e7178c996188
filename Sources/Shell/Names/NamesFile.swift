import CommandLanguage
import CommandModel
import SystemPackage
import ValueFormats

/// The files in which an interactive shell keeps what things are called for the next one:
/// one for each server, project and listing, for the user's eyes alone.
///
/// Completion offers what they hold; nothing that is sent is ever decided by them. They are
/// a cache: one that cannot be read, or written, is one that is not there.
struct NamesFile {
  let folder: String
  let files: Files

  /// A project with more is listed anew in each session.
  private static let thingsMax = 50_000
  private static let bytesMax = 16 << 20

  /// What was kept of a listing, and when it was read.
  func read(
    _ listing: String, at place: KnownNames.Place, kinds: [Kind]
  ) -> (directory: Directory, readAt: Time)? {
    do {
      let file = try FileDescriptor.open(
        files.path(path(of: listing, at: place)), .readOnly, options: [.noFollow])
      let bytes = try file.closeAfter { try Files.readAll(file, bytesMax: NamesFile.bytesMax) }
      let value = try JSON.decode(bytes)
      guard value.value(at: "server")?.textValue == place.server,
        value.value(at: "project")?.textValue == place.project,
        let readAt = value.value(at: "read_at")?.textValue.flatMap({ Time($0) }),
        let directory = value.value(at: "names").flatMap({ Directory($0, kinds: kinds) }),
        directory.listing == listing
      else { return nil }
      return (directory, readAt)
    } catch {
      return nil
    }
  }

  func write(_ directory: Directory, readAt: Time, at place: KnownNames.Place) {
    guard directory.count <= NamesFile.thingsMax else { return }
    let value = Value.record([
      "server": .text(place.server), "project": .text(place.project),
      "read_at": .text(readAt.description), "names": directory.value,
    ])
    do {
      try files.makeFolder(folder)
      try files.write(
        JSON.encode(value) + "\n", to: path(of: directory.listing, at: place),
        permissions: [.ownerReadWrite])
    } catch {
      return
    }
  }

  private func path(of listing: String, at place: KnownNames.Place) -> String {
    let name = SHA256.hexadecimal("\(place.server)\n\(place.project)\n\(listing)".utf8)
    return "\(folder)/\(name).json"
  }
}
