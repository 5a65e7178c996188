/// What a key does, for the help.
package struct KeyHelp: Sendable, Hashable {
  /// The keys, as people name them: `Ctrl-R`.
  package let keys: String
  /// What they do.
  package let summary: String
}

extension KeyHelp {
  /// The keys of the editor, in the order in which they are explained.
  package static let all = [
    KeyHelp(keys: "Tab, Shift-Tab", summary: "complete, list what may stand here, walk through it"),
    KeyHelp(keys: "Right, Ctrl-F", summary: "at the end of the line take the grey hint"),
    KeyHelp(keys: "Up, Down", summary: "go by row, then recall what begins as typed"),
    KeyHelp(keys: "Ctrl-R", summary: "searches history, and further back each time"),
    KeyHelp(keys: "Alt-Enter", summary: "begins another row of the entry"),
    KeyHelp(keys: "Ctrl-X Ctrl-E", summary: "opens the entry in $VISUAL, $EDITOR or vi"),
    KeyHelp(keys: "Ctrl-_", summary: "undoes the last change"),
    KeyHelp(keys: "Ctrl-A, Ctrl-E", summary: "go to the beginning and to the end of the row"),
    KeyHelp(keys: "Alt-B, Alt-F", summary: "go a word back and a word on"),
    KeyHelp(keys: "Ctrl-U, Ctrl-K", summary: "cut to the beginning and to the end"),
    KeyHelp(keys: "Ctrl-W, Alt-D", summary: "cut the word before and the word behind"),
    KeyHelp(keys: "Ctrl-Y", summary: "pastes what was cut last"),
    KeyHelp(keys: "Ctrl-L", summary: "clears the screen"),
    KeyHelp(keys: "Ctrl-C", summary: "drops the entry, or stops the command at work"),
    KeyHelp(keys: "Ctrl-D", summary: "on an empty line leaves edsh"),
    KeyHelp(keys: "Ctrl-Z", summary: "stops edsh until the shell's fg"),
  ]
}
