package import CommandModel
import Glibc

extension RunStore {
  /// What makes the digests of secrets that the journal keeps.
  ///
  /// Its key lies beside the journal, for its owner alone: who gets hold of the journal, or of
  /// a run that is sent around, cannot try out which secret a digest is of. It is made when the
  /// first secret is referred to; with another one every secret counts as changed. `random`
  /// gives numbers from 0 up to 1 that nobody can foresee.
  ///
  /// - Throws: `Problem` (local) when the key can neither be read nor made.
  package func secretDigest(random: () -> Double) throws -> KeyedDigest {
    if let known = digest { return known }
    var key = (0..<KeyedDigest.keySize).map { _ in UInt8(random() * 256) }
    if let folder { try DigestKey.keep(&key, in: folder) }
    let made = KeyedDigest(key: key)
    digest = made
    return made
  }
}

/// The key of the digests of secrets, in the folder of a store.
private enum DigestKey {
  /// Keeps a key where there is none yet that is whole, and else takes the one that is there.
  static func keep(_ key: inout [UInt8], in folder: String) throws {
    // Of several processes that find none, one makes it.
    let turn = try LocalFile.turn("\(folder)/locks/making")
    defer { LocalFile.end(turn) }
    let path = "\(folder)/digest.key"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem(path) }
    defer { close(descriptor) }
    var known = [UInt8](repeating: 0, count: KeyedDigest.keySize)
    let count = pread(descriptor, &known, known.count, 0)
    guard count >= 0 else { throw problem(path) }
    if count == known.count {
      key = known
      return
    }
    guard pwrite(descriptor, key, key.count, 0) == key.count, fsync(descriptor) == 0 else {
      throw problem(path)
    }
  }

  private static func problem(_ path: String) -> Problem {
    LocalFile.problem("the key `\(path)`", errno)
  }
}
