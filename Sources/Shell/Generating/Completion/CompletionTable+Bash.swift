extension CompletionTable {
  /// The completion of bash, which needs no other package.
  var bash: String {
    let tables = POSIXTables(shell: "bash", table: self) { words in
      "found+=(\(words.map { shellQuoted($0.text) }.joined(separator: " ")))"
    }
    return tables.text + "\n" + CompletionTable.bashWalk + "\n"
  }

  private static let bashWalk = #"""
    # Sets words to those up to the cursor, put together again where bash has split them at
    # one of = : @.
    _edsh_words() {
      local i part glued=''
      for ((i = 0; i <= COMP_CWORD; i++)); do
        part=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)) && [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]]; then
          words+=("$part")
        elif ((${#words[@]} > 1)) && [[ -n $glued || $part == [=:@]* ]]; then
          words[${#words[@]} - 1]+=$part
        else
          words+=("$part")
        fi
        glued=''
        if [[ -n $part && -z ${part//[=:@]/} ]]; then glued=yes; fi
      done
    }

    _edsh() {
      local words=() found=() kind='' place='' flag='' head='' count=0 key=''
      local typed cur word breaks=''
      _edsh_words
      cur=${words[${#words[@]} - 1]}
      typed=$cur
      _edsh_walk "${words[@]:1:${#words[@]} - 2}"
      if [[ -n $flag ]]; then
        key=$flag
      elif [[ $cur == --*=* || $cur == [a-z]*=* ]]; then
        head=${cur%%=*}=
        key=$head
        if [[ $cur == -* ]]; then key=${head%=}; fi
        typed=${cur#*=}
      fi
      _edsh_choose "$cur"
      if [[ $typed == @* ]]; then
        kind=files
        head+=@
        typed=${typed#@}
      fi
      COMPREPLY=()
      for word in "${found[@]}"; do
        if [[ $word == "$typed"* ]]; then
          printf -v word %q "$word"
          COMPREPLY+=("$head$word")
        fi
      done
      if [[ $kind == files ]]; then
        compopt -o filenames 2>/dev/null
        while IFS= read -r word; do
          COMPREPLY+=("$head$word")
        done < <(compgen -f -- "$typed")
      fi
      if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
      fi
      # Only what stands behind the last of these is replaced; readline keeps an @ in front.
      for word in = :; do
        if [[ $COMP_WORDBREAKS == *"$word"* ]]; then breaks+=$word; fi
      done
      if [[ -n $breaks ]]; then
        word=${cur%"${cur##*[$breaks]}"}
        COMPREPLY=("${COMPREPLY[@]#"$word"}")
      fi
    }

    complete -F _edsh edsh
    """#
}
