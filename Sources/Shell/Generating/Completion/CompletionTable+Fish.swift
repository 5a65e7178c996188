extension CompletionTable {
  /// The completion of fish, as a file `edsh.fish` of its completions.
  var fish: String {
    [
      "# Completion of edsh for fish, made by `edsh --generate fish`.",
      function("next", [cases("$argv[1]", arms(\.next))]),
      function(
        "flags", [printing(options.flags, indent: "  "), cases("$argv[1]", arms(\.flags))]),
      function("names", [cases("$argv[1]", arms(\.names))]),
      function(
        "value",
        [
          "  # $argv: the place, the key of the value, what of it is typed.",
          cases("$argv[1] $argv[2]", valueArms, ends: true),
          cases("$argv[2]", optionArms, ends: true), "  return 1",
        ]),
      test("is_place", [("$argv[1]", places.map(\.words).filter { !$0.isEmpty }, 0)]),
      test("is_prefix", [("$argv[1]", prefixes, 0)]),
      test(
        "is_valued",
        [
          ("$argv[1] $argv[2]", switchesNamedAsOptions, 1),
          ("$argv[1] $argv[2]", valuedFlags, 0), ("$argv[2]", valuedOptions, 0),
        ]),
      CompletionTable.fishWalk,
    ].joined(separator: "\n\n") + "\n"
  }

  private func function(_ name: String, _ parts: [String]) -> String {
    (["function __edsh_\(name)"] + parts + ["end"]).joined(separator: "\n")
  }

  private func cases(_ subject: String, _ arms: [CompletionArm], ends: Bool = false) -> String {
    let filled = arms.map { arm in
      let body: String? =
        switch arm.offer {
        case .files: "      __fish_complete_path $argv[3]"
        case .words(let words): words.isEmpty ? nil : printing(words, indent: "      ")
        }
      let lines = [
        "    case \(arm.subjects.map(fishQuoted).joined(separator: " \\\n      "))", body,
        ends ? "      return 0" : nil,
      ]
      return lines.compactMap(\.self).joined(separator: "\n")
    }
    return (["  switch \"\(subject)\""] + filled + ["  end"]).joined(separator: "\n")
  }

  private func printing(_ words: [Word], indent: String) -> String {
    let pairs = words.map { "\(indent)  \(fishQuoted($0.text)) \(fishQuoted($0.summary))" }
    return "\(indent)printf '%s\\t%s\\n' \\\n" + pairs.joined(separator: " \\\n")
  }

  private func test(
    _ name: String, _ arms: [(subject: String, subjects: [String], status: Int)]
  ) -> String {
    let cases = arms.filter { !$0.subjects.isEmpty }.map { arm in
      """
        switch "\(arm.subject)"
          case \(arm.subjects.map(fishQuoted).joined(separator: " \\\n      "))
            return \(arm.status)
        end
      """
    }
    return function(name, cases + ["  return 1"])
  }

  private static let fishWalk = #"""
    function __edsh_complete
      set -l typed (commandline -ct)
      set -l words (commandline -opc)
      set -e words[1]
      set -l place ''
      set -l flag ''
      set -l count 0
      for word in $words
        if test -n "$flag"
          set flag ''
          continue
        end
        set -l next (string replace -a _ - -- $word)
        if string match -qr -- '^(--|--.*=.*|[a-z].*=.*)$' "$word"
          continue
        else if string match -qr -- '^-.' "$word"
          __edsh_is_valued "$place" "$next"; and set flag $word
        else if test $count -eq 0; and __edsh_is_place (string trim -- "$place $next")
          set place (string trim -- "$place $next")
        else if test -n "$place"; or not begin
            __edsh_is_prefix "$next"; or string match -qr -- '^[0-9]' "$next"
          end
          set count (math $count + 1)
        end
      end
      set -l key ''
      set -l head ''
      if test -n "$flag"
        set key $flag
      else if string match -qr -- '^(--.*|[a-z].*)=' "$typed"
        set head (string replace -r -- '=.*' = "$typed")
        set key $head
        string match -q -- '-*' "$head"; and set key (string replace -- = '' "$head")
        set typed (string replace -r -- '^[^=]*=' '' "$typed")
      end
      set key (string replace -a _ - -- "$key")
      if string match -q -- '@*' "$typed"
        __fish_complete_path (string sub -s 2 -- "$typed") | string replace -r -- '^' "$head@"
      else if test -n "$key"
        __edsh_value "$place" "$key" "$typed" | string replace -r -- '^' "$head"
      else if string match -q -- '-*' "$typed"
        __edsh_flags "$place"
      else
        test $count -eq 0; and __edsh_next "$place"
        __edsh_names "$place"
        __edsh_value "$place" (math $count + 1) "$typed"; or __edsh_value "$place" '*' "$typed"
      end
    end

    complete -c edsh -f -a '(__edsh_complete)'
    """#
}

/// A text as one word of fish.
private func fishQuoted(_ text: String) -> String {
  "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}
