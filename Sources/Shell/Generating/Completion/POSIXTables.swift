/// The tables as functions that bash and zsh both understand, and the walk to the place of
/// the cursor.
struct POSIXTables {
  /// The shell, as `--generate` names it.
  let shell: String
  let table: CompletionTable
  /// The statement that adds words to what is found.
  let finding: ([CompletionTable.Word]) -> String

  var text: String {
    [
      "# Completion of edsh for \(shell), made by `edsh --generate \(shell)`.",
      function("next", "$1", table.arms(\.next)),
      flags,
      function("names", "$1", table.arms(\.names)),
      values,
      test("is_place", [("$1", table.places.map(\.words).filter { !$0.isEmpty }, 0)]),
      test("is_prefix", [("$1", table.prefixes, 0)]),
      test(
        "is_valued",
        [
          ("$1 $2", table.switchesNamedAsOptions, 1), ("$1 $2", table.valuedFlags, 0),
          ("$2", table.valuedOptions, 0),
        ]),
      POSIXTables.walk,
    ].joined(separator: "\n\n") + "\n"
  }

  private func function(_ name: String, _ subject: String, _ arms: [CompletionArm]) -> String {
    "_edsh_\(name)() {\n" + cases(subject, arms) + "\n}"
  }

  private var flags: String {
    "_edsh_flags() {\n  \(finding(table.options.flags))\n" + cases("$1", table.arms(\.flags))
      + "\n}"
  }

  /// Fails where nobody knows the value.
  private var values: String {
    "_edsh_value() {\n" + cases("$1 $2", table.valueArms, ends: true) + "\n"
      + cases("$2", table.optionArms, ends: true) + "\n  return 1\n}"
  }

  private func cases(_ subject: String, _ arms: [CompletionArm], ends: Bool = false) -> String {
    let filled = arms.map { arm in
      let body =
        switch arm.offer {
        case .files: "kind=files"
        case .words(let words): words.isEmpty ? ":" : finding(words)
        }
      let end = ends ? "\n      return 0" : ""
      return "    \(patterns(arm.subjects)))\n      \(body)\(end)\n      ;;"
    }
    return (["  case \"\(subject)\" in"] + filled + ["  esac"]).joined(separator: "\n")
  }

  private func test(
    _ name: String, _ arms: [(subject: String, subjects: [String], status: Int)]
  ) -> String {
    let cases = arms.filter { !$0.subjects.isEmpty }.map { arm in
      """
        case "\(arm.subject)" in
          \(patterns(arm.subjects))) return \(arm.status) ;;
        esac
      """
    }
    return (["_edsh_\(name)() {"] + cases + ["  return 1", "}"]).joined(separator: "\n")
  }

  private func patterns(_ subjects: [String]) -> String {
    subjects.map(shellQuoted).joined(separator: " | \\\n    ")
  }

  private static let walk = #"""
    # Goes through the words before the cursor: sets place to the command they name, flag to
    # a flag that waits for its value, count to the number of plain words behind the command.
    _edsh_walk() {
      local word next
      for word in "$@"; do
        if [[ -n $flag ]]; then
          flag=''
          continue
        fi
        case $word in
          -- | --*=* | [a-z]*=*) ;;
          -?*) if _edsh_is_valued "$place" "${word//_/-}"; then flag=$word; fi ;;
          *)
            next=${word//_/-}
            if ((count == 0)) && _edsh_is_place "${place:+$place }$next"; then
              place=${place:+$place }$next
            elif [[ -n $place ]] || ! { _edsh_is_prefix "$next" || [[ $next == [0-9]* ]]; }; then
              count=$((count + 1))
            fi
            ;;
        esac
      done
    }

    # Adds what may stand at the cursor to found; kind says whether files may.
    _edsh_choose() {
      if [[ -n $key ]]; then
        _edsh_value "$place" "${key//_/-}"
      elif [[ $1 == -* ]]; then
        _edsh_flags "$place"
      else
        if ((count == 0)); then _edsh_next "$place"; fi
        _edsh_names "$place"
        _edsh_value "$place" "$((count + 1))" || _edsh_value "$place" '*'
      fi
    }
    """#
}

/// A text as one word of a POSIX shell.
func shellQuoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }
  if isPlain, !text.isEmpty { return text }
  return "'" + text.replacing("'", with: "'\\''") + "'"
}
