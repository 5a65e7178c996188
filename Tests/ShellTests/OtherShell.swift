import CommandModel
import TestSupport
import Testing

/// A shell that completes words of edsh, driven without a keyboard.
enum OtherShell: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case bash, zsh, fish

  var testDescription: String { rawValue }

  static let areThere = allCases.allSatisfy { ChildProcess.works($0.rawValue, "-c", "exit 0") }

  /// What the shell offers at the end of each line, in alphabetical order.
  ///
  /// `script` is the completion; the folder is where file names begin.
  func offers(
    at lines: [String], _ script: String, in folder: TemporaryFolder
  ) async throws -> [[String]] {
    try folder.write(script, to: ".completion/edsh")
    try folder.write(OtherShell.zshCapture, to: ".completion/capture")
    try folder.write(driver, to: ".completion/driver")
    try folder.write(lines.joined(separator: "\n") + "\n", to: ".completion/lines")
    let output = "\(folder.path)/.completion/output"
    let process = try ChildProcess(
      words(folder.path),
      variables: [
        "PATH": ChildProcess.searchPath, "HOME": folder.path, "TERM": "dumb", "LC_ALL": "C.UTF-8",
      ], output: output, errors: output)
    let status = await process.end().status
    let text = try folder.read(".completion/output").replacing("\r\n", with: "\n")
    try #require(status == 0, "\(text)")
    let offers = text.split(separator: "--\n", omittingEmptySubsequences: false).dropLast()
    try #require(offers.count == lines.count, "\(text)")
    return offers.map { offer in
      Set(offer.split(separator: "\n").map { OtherShell.inserted(String($0)) }).sorted()
    }
  }

  /// What a shell inserts behind `=` or `@`, which some of them repeat.
  private static func inserted(_ candidate: String) -> String {
    let word = String(candidate.prefix { $0 != "\t" })
    guard let mark = word.dropLast().lastIndex(where: { "=@".contains($0) }) else { return word }
    return String(word[word.index(after: mark)...])
  }

  private func words(_ folder: String) -> [String] {
    let bare =
      switch self {
      case .bash: ["--norc", "--noprofile"]
      case .zsh: ["-f"]
      case .fish: ["--no-config"]
      }
    return [rawValue] + bare + [folder + "/.completion/driver", folder]
  }

  /// Reads the file of lines, and prints what is offered for each and two hyphens.
  private var driver: String {
    switch self {
    case .bash:
      #"""
      cd "$1" || exit
      source .completion/edsh || exit
      set -f
      while IFS= read -r line; do
        # As bash itself splits a line.
        COMP_LINE=$line COMP_POINT=${#line}
        spaced=$line
        for mark in = : @; do
          [[ $COMP_WORDBREAKS != *"$mark"* ]] || spaced=${spaced//"$mark"/ $mark }
        done
        COMP_WORDS=($spaced)
        [[ $line != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _edsh
        printf '%s\n' "${COMPREPLY[@]}"
        echo --
      done <.completion/lines
      """#
    case .zsh:
      #"""
      cd $1 || exit
      zmodload zsh/zpty || exit
      zpty shell zsh -f -i
      zpty -w shell 'source .completion/capture'
      zpty -r shell output '*READY*'
      while IFS= read -r line; do
        zpty -w -n shell $'\x15'$line$'\t'
        zpty -r shell output $'*\x02*\x03'
        output=${output##*$'\x02'}
        print -rn -- ${output%%$'\x03'*}
        print -r -- --
      done <.completion/lines
      zpty -d shell
      """#
    case .fish:
      #"""
      cd $argv[1]; or exit
      source .completion/edsh; or exit
      while read --line line
        # Where nothing begins so, fish takes what has the letters anywhere.
        set -l typed (string replace -r '^.* ' '' -- "$line")
        complete -C "$line" | string match -r -- '^'(string escape --style=regex -- "$typed")'.*'
        echo -- --
      end <.completion/lines
      """#
    }
  }

  /// Lets zsh print what it would offer instead of a list for people.
  private static let zshCapture = #"""
    PS1= PS2=
    autoload -Uz compinit
    compinit -D -u
    source .completion/edsh
    compadd() {
      if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
      fi
      local -a matches
      builtin compadd -A matches "$@"
      captured+=("${matches[@]}")
    }
    capture() {
      typeset -ga captured=()
      _main_complete
      printf '\x02'
      print -rl -- $captured
      printf '\x03'
    }
    zle -C capture complete-word capture
    bindkey '^I' capture
    print RE''ADY
    """#
}
