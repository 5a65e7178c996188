import TestSupport
import Testing

extension FormatterTests {
  /// A word of so many columns.
  private static func word(_ columns: Int) -> String { String(repeating: "a", count: columns) }

  // MARK: - Blocks

  @Test(arguments: [
    // One line stays one line, several stay several.
    Row("if $a { b;c }", "if $a { b; c }\n"),
    Row("if $a {\n b;c }", "if $a {\n  b\n  c\n}\n"),
    Row("if $a {\n}", "if $a {}\n"),
    // The blocks of a statement are opened together.
    Row("if $a {b} else {\nc}", "if $a {\n  b\n} else {\n  c\n}\n"),
    // What holds a block of a statement is opened.
    Row(
      "for s in $x { if $s { a } }",
      """
      for s in $x {
        if $s { a }
      }

      """),
    Row("for s in $x { $s | each { a } }\n"),
    Row(
      """
      for s in $x { \(word(41)); \(word(41)) }
      for s in $x { \(word(41)); \(word(42)) }
      """,
      """
      for s in $x { \(word(41)); \(word(41)) }
      for s in $x {
        \(word(41))
        \(word(42))
      }

      """),
  ])
  func formatsBlocks(_ row: Row) throws { try check(row) }

  // MARK: - Pipelines

  @Test(arguments: [
    // 100 columns and 101.
    Row("\(word(48)) | \(word(49))\n"),
    Row("\(word(49))|\(word(49))", "\(word(49))\n  | \(word(49))\n"),
    Row("let a = \(word(50)) | \(word(50)) | b", "let a = \(word(50))\n  | \(word(50))\n  | b\n"),
    // A block that ends a pipeline hangs from its line, if it cannot be on one itself.
    Row("$x | a | each {\n b }", "$x | a | each {\n  b\n}\n"),
    Row("$x | each {\n b } | c", "$x\n  | each {\n    b\n  }\n  | c\n"),
    Row(
      "$x | \(word(40)) | each { \(word(50)) }",
      "$x\n  | \(word(40))\n  | each { \(word(50)) }\n"),
    Row(
      "$x | a | each { \(word(45)); \(word(45)) }",
      "$x | a | each {\n  \(word(45))\n  \(word(45))\n}\n"),
    Row(
      "$x | \(word(90)) | each {\n a }",
      "$x\n  | \(word(90))\n  | each {\n    a\n  }\n"),
    // What holds line ends of its own is on no line.
    Row("a 'b\n' | c", "a 'b\n'\n  | c\n"),
  ])
  func breaksPipelines(_ row: Row) throws { try check(row) }

  // MARK: - Values and expressions

  @Test(arguments: [
    Row("print [\(word(45)), \(word(45))]\n"),
    Row("print [\(word(46)) \(word(46))]", "print [\n  \(word(46)),\n  \(word(46))\n]\n"),
    Row(
      "a b=[{c: 1, d: [2 3]}, {e: \(word(40))} {f: \(word(40))}] g",
      """
      a b=[
        {c: 1, d: [2, 3]},
        {e: \(word(40))},
        {f: \(word(40))}
      ] g

      """),
    Row(
      "let b = $(\(word(50)) | \(word(50)))[0]",
      """
      let b = $(
        \(word(50))
          | \(word(50))
      )[0]

      """),
    Row(
      "$x | where a = \(word(30)) and (b or c) and \(word(30)) or \(word(9)) | count",
      """
      $x
        | where a == \(word(30)) and (b or c) and \(word(30)) or
            \(word(9))
        | count

      """),
    Row(
      "if $a == \(word(40)) and (\(word(50)) or \(word(50))) { b }",
      """
      if $a == \(word(40)) and
          (
            \(word(50)) or
            \(word(50))
          ) {
        b
      }

      """),
    Row(
      "def a(\(word(45)), \(word(45)) = 1) { b }",
      """
      def a(
        \(word(45)),
        \(word(45)) = 1
      ) {
        b
      }

      """),
  ])
  func breaksBrackets(_ row: Row) throws { try check(row) }

  // MARK: - Comments

  @Test(arguments: [
    Row("#!/bin/edsh\n#\n\n\n#b\na   # c\n\n# d", "#!/bin/edsh\n#\n\n#b\na # c\n\n# d\n"),
    Row("a;b # c\n;  # d", "a\nb # c\n# d\n"),
    Row("if $a { # b\n\n # c\n\n\n d # e\n # f\n}", "if $a { # b\n  # c\n\n  d # e\n  # f\n}\n"),
    Row("if $a { # b\n}", "if $a { # b\n}\n"),
    Row(
      "if $a {b} # c\n\n# d\nelse {e} # f",
      """
      if $a {
        b
      } # c
      # d
      else {
        e
      } # f

      """),
    Row("a # b\n\n # c\n | d | # e\n f # g", "a # b\n  # c\n  | d # e\n  | f # g\n"),
    Row("where a and # b\n c", "where a and # b\n    c\n"),
    Row(
      "[1, # b\n 2 # c\n , 3\n # d\n]",
      """
      [
        1, # b
        2, # c
        3
        # d
      ]

      """),
    Row("[ # a\n]", "[ # a\n]\n"),
    Row("{a: # b\n 1}", "{\n  a: # b\n  1\n}\n"),
    Row(
      "print $( # a\n b # c\n d)",
      """
      print $( # a
        b # c
        d
      )

      """),
    Row(
      "def a(b # c\n,d # e\n=x=y) {}",
      """
      def a(
        b, # c
        d # e
        =x=y
      ) {}

      """),
    // In a text it is no layout.
    Row("print \"$(a # b  \n)\" # c", "print \"$(a # b  \n)\" # c\n"),
  ])
  func keepsComments(_ row: Row) throws { try check(row) }
}
