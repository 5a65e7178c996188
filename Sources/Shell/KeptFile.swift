/// A file that edsh keeps, as the pages about it tell.
struct KeptFile: Sendable {
  let path: String
  let summary: String

  static let all = [
    KeptFile(
      path: "~/.config/edsh/config.toml",
      summary: "The profiles; whoever has a key in it keeps it from others."),
    KeptFile(path: "~/.local/state/edsh/history", summary: "What was typed at the prompt."),
    KeptFile(
      path: "~/.local/state/edsh/runs.sqlite",
      summary: "The journal of runs, which runs resume goes on from."),
    KeptFile(
      path: "~/.local/state/edsh/digest.key",
      summary: "The key of the digests by which runs resume knows a secret again."),
    KeptFile(
      path: "~/.local/state/edsh/limits/",
      summary: "The requests of all edsh of a user together, by key."),
    KeptFile(
      path: "~/.cache/edsh/names/",
      summary: "What things are called, for completion; it may be deleted."),
  ]
}
