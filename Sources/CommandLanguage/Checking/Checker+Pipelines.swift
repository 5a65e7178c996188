import CommandModel

extension Checker {
  /// Checks a pipeline and says what is known about what it yields.
  mutating func check(_ pipeline: Pipeline, isStatement: Bool) -> Flow {
    let outer = (isWatched, isPlanned)
    checkPrefixes(of: pipeline, isStatement: isStatement)
    defer { (isWatched, isPlanned) = outer }
    var flow: Flow?
    for (index, element) in pipeline.elements.enumerated() {
      let isLast = isStatement && index == pipeline.elements.count - 1
      checkFlags(of: element, isLast: isLast)
      if flow?.isNothing == true {
        report(
          .needsInput, "nothing comes through this pipe", at: element.range,
          hint: "the command before it yields nothing")
        flow = Flow()
      }
      flow = check(element, after: flow, isLast: isLast)
    }
    return flow ?? Flow()
  }

  private mutating func check(
    _ element: Element, after flow: Flow?, isLast: Bool
  ) -> Flow {
    switch element.form {
    case .value(let node):
      check(node)
      return self.flow(of: node)
    case .where(let condition):
      return checkFilter(WhereStage.signature, condition, element, after: flow) ?? Flow()
    case .extend(let name, let expression):
      if name.text == "id" {
        report(
          .reservedName, "`id` cannot be assigned", at: name.range,
          hint: "it says which thing a record is; choose another name")
      }
      let known = checkFilter(ExtendStage.signature, expression, element, after: flow)
      return ExtendStage.flow(after: known ?? Flow(), adding: name.text)
    case .assert(let condition, let message):
      message.map { check($0) }
      if flow != nil {
        return checkFilter(AssertStage.signature, condition, element, after: flow) ?? Flow()
      }
      check(condition)
      return Flow(isNothing: true)
    case .command(let command): return check(command, after: flow, isLast: isLast)
    case .missing: return Flow()
    }
  }

  /// `watch` repeats a whole line; `plan` may stand wherever a pipeline does.
  private mutating func checkPrefixes(of pipeline: Pipeline, isStatement: Bool) {
    for (index, prefix) in pipeline.prefixes.enumerated() {
      if index > 0 {
        report(
          .misplacedPrefix, "`\(prefix.word.name)` does not go with the word before it",
          at: prefix.range, hint: "keep one of `plan` and `watch`")
      }
      guard case .watch = prefix.word else {
        isPlanned = true
        continue
      }
      if !isStatement || yields != nil {
        report(
          .misplacedPrefix, "`watch` stands at the beginning of a line of its own",
          at: prefix.range, hint: "a value is read once; repeat it with `for`, or watch the line")
      }
      isWatched = true
    }
  }

  mutating func reportWatchChanges(_ name: String, at range: SourceRange) {
    report(
      .watchChanges, "`watch` repeats what only reads, and `\(name)` changes something",
      at: range, hint: "run it once, then watch what it does")
  }

  private mutating func checkFilter(
    _ signature: CommandSignature, _ expression: Expression, _ element: Element,
    after flow: Flow?
  ) -> Flow? {
    if flow == nil { reportNeedsInput(signature, at: element.range) }
    check(expression, knowing: flow?.fields)
    return flow
  }

  mutating func reportNeedsInput(_ signature: CommandSignature, at range: SourceRange) {
    report(
      .needsInput, "`\(signature.name)` needs something before it", at: range,
      hint: Neighbours.remedy(for: signature.name, with: nil)
        ?? "begin with a command or a value: `sources list | \(signature.name) …`")
  }

  /// The flags of values and filters are the shared ones alone.
  private mutating func checkFlags(of element: Element, isLast: Bool) {
    for flag in element.flags {
      let known = vocabulary.sharedFlags.first { parameter in
        flag.isShort
          ? flag.name.first.map { parameter.form == .flag(short: $0) } ?? false
          : parameter.isNamed(flag.name)
      }
      guard let known else {
        report(
          .unknownFlag, "unknown flag `\(flag.typed)`", at: flag.range,
          hint: "here only `--output` and `--help` are taken")
        continue
      }
      if let node = flag.value {
        check(node)
        readLiteral(node, as: known.type)
      } else if !known.isSwitch {
        report(.missingArgument, "`\(flag.typed)` needs a value", at: flag.range)
      }
      checkPlace(of: known, at: flag.range, isLast: isLast)
    }
  }

  mutating func checkPlace(ofFormatIn binding: CommandBinding, isLast: Bool) {
    guard let slot = binding.outputSlot else { return }
    checkPlace(of: slot.parameter, at: slot.range, isLast: isLast)
  }

  /// A format is that of a whole line.
  mutating func checkPlace(of flag: Parameter, at range: SourceRange, isLast: Bool) {
    guard flag.name == vocabulary.outputFlag.name, !isLast else { return }
    report(
      .misplacedFlag, "nothing is shown here, so there is no format to choose", at: range,
      hint: "write it behind the last command of the line")
  }
}

extension Prefix.Word {
  var name: String {
    switch self {
    case .plan: "plan"
    case .watch: "watch"
    }
  }
}
