/// What keys do, beyond what libedit's emacs mode gives them.
enum KeyBindings {
  /// Keys as `bind` of .editrc spells them, and libedit's commands; the person's own
  /// settings come after these.
  static let habits: [(key: String, command: String)] = [
    // As in readline, where Ctrl-U spares what is behind the cursor.
    ("^U", "vi-kill-line-prev"),
    ("^R", "em-inc-search-prev"),
    // Home and End of the consoles that terminfo does not know.
    ("\\e[1~", "ed-move-to-beg"), ("\\e[7~", "ed-move-to-beg"), ("\\e[H", "ed-move-to-beg"),
    ("\\e[4~", "ed-move-to-end"), ("\\e[8~", "ed-move-to-end"), ("\\e[F", "ed-move-to-end"),
    ("\\e[3~", "ed-delete-next-char"),
    // With Ctrl and with Alt.
    ("\\e[1;5D", "ed-prev-word"), ("\\e[1;5C", "em-next-word"),
    ("\\e[1;3D", "ed-prev-word"), ("\\e[1;3C", "em-next-word"),
    ("\\e[3;5~", "em-delete-next-word"),
    // Page up and down search for what was typed.
    ("\\e[5~", "ed-search-prev-history"), ("\\e[6~", "ed-search-next-history"),
  ]

  /// Keys that the editor cannot do without; bound again after the person's settings,
  /// because changing to vi mode there empties the table.
  static let own: [(key: String, command: String)] = [
    ("^I", "complete"), ("\\e[200~", "paste"),
  ]
}
