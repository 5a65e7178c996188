extension CompletionTable {
  /// The completion of zsh, as a file `_edsh` of its `fpath`; it can be sourced as well.
  var zsh: String {
    let tables = POSIXTables(shell: "zsh", table: self) { words in
      let items = words.map { word in
        let name = word.text.replacing(":", with: "\\:")
        return shellQuoted(word.summary.isEmpty ? name : "\(name):\(word.summary)")
      }
      return "found+=(\n" + items.map { "        \($0)\n" }.joined() + "      )"
    }
    return "#compdef edsh\n" + tables.text + "\n" + CompletionTable.zshWalk + "\n"
  }

  private static let zshWalk = #"""
    _edsh() {
      setopt localoptions extendedglob
      local -a found
      local kind='' place='' flag='' count=0 key='' cur=$PREFIX
      _edsh_walk "${(@)words[2,CURRENT-1]}"
      if [[ -n $flag ]]; then
        key=$flag
      elif [[ $cur == --*=* || $cur == [a-z]*=* ]]; then
        key=${cur%%=*}
        if [[ $cur != -* ]]; then key+='='; fi
        compset -P 1 '*='
      fi
      _edsh_choose "$cur"
      if compset -P @ || [[ $kind == files ]]; then
        _files
        return
      fi
      # Behind `name=` the value follows at once.
      local -a open=(${(M)found:#[^:]##=(|:*)})
      local -a whole=(${found:|open})
      local result=1
      if (($#whole)); then _describe -t words word whole && result=0; fi
      if (($#open)); then _describe -t parameters parameter open -S '' && result=0; fi
      return result
    }

    if [[ ${funcstack[1]} == _edsh ]]; then
      _edsh "$@"
    else
      compdef _edsh edsh
    fi
    """#
}
