/// What keys do, beyond what libedit's emacs mode gives them.
enum KeyBindings {
  typealias Binding = (key: String, command: String)

  /// Keys as `bind` of .editrc spells them, and commands; the person's own settings come
  /// after these.
  static let habits: [Binding] = [
    // As in readline, where Ctrl-U spares what is behind the cursor.
    ("^U", "vi-kill-line-prev"),
    ("^R", "edsh-search"), ("^F", "edsh-right"), ("^P", "edsh-up"), ("^N", "edsh-down"),
    ("^D", "edsh-delete"), ("^A", "edsh-home"), ("^E", "edsh-end"),
    ("^L", "edsh-clear"), ("^_", "edsh-undo"), ("^X^U", "edsh-undo"), ("^X^E", "edsh-edit"),
    // Home and End of the consoles that terminfo does not know.
    ("\\e[1~", "edsh-home"), ("\\e[7~", "edsh-home"), ("\\e[H", "edsh-home"),
    ("\\eOH", "edsh-home"),
    ("\\e[4~", "edsh-end"), ("\\e[8~", "edsh-end"), ("\\e[F", "edsh-end"), ("\\eOF", "edsh-end"),
    ("\\e[3~", "ed-delete-next-char"),
    // With Ctrl and with Alt.
    ("\\e[1;5D", "ed-prev-word"), ("\\e[1;5C", "em-next-word"),
    ("\\e[1;3D", "ed-prev-word"), ("\\e[1;3C", "em-next-word"),
    ("\\e[3;5~", "em-delete-next-word"),
  ]

  /// The arrows, as terminals send them in both of their modes; also page up and down.
  static let arrows: [Binding] = [
    ("\\e[A", "edsh-up"), ("\\eOA", "edsh-up"), ("\\e[5~", "edsh-up"),
    ("\\e[B", "edsh-down"), ("\\eOB", "edsh-down"), ("\\e[6~", "edsh-down"),
    ("\\e[C", "edsh-right"), ("\\eOC", "edsh-right"),
  ]

  /// Keys that the editor cannot do without; bound again after the person's settings,
  /// because changing to vi mode there empties the table.
  static let own: [Binding] = [
    ("^I", "edsh-complete"), ("\\e[Z", "edsh-complete-back"), ("\\e[200~", "edsh-paste"),
    ("^M", "edsh-accept"), ("^J", "edsh-accept"),
    ("\\e^M", "edsh-newline"), ("\\e^J", "edsh-newline"),
  ]

  /// What vi's insert mode gets besides: an Escape that stands alone, as CEditline reads it.
  static let vi: [Binding] = [("\\233", "vi-command-mode")]

  /// What vi's command mode gets.
  static let viCommands: [Binding] = [
    ("^M", "edsh-accept"), ("^J", "edsh-accept"), ("^L", "edsh-clear"), ("v", "edsh-edit"),
  ]
}
