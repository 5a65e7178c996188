import CommandModel

extension Explanation {
  /// What a script meets while it runs.
  static let running: [ErrorCode: Explanation] = [
    .include: Explanation(
      "a script cannot be included",
      "The path is literal, relative to the including script, and leads to no script that includes "
        + "this one.",
      wrong: "include missing.edsh"),
    .assert: Explanation(
      "what was asserted does not hold", "The script stops, so that nothing is built on it.",
      wrong: "assert $(sources list | count) == 0 \"there are sources\"",
      right: "assert $(sources list | count) > 0"),
    .fail: Explanation(
      "the script ended itself", "`fail` says why and ends with status 1; `try` catches it.",
      wrong: "fail \"too many failures\"",
      right: "try { fail \"too many\" } catch e { print $e.message }"),
    .result: Explanation(
      "the one thing that was done did not go well",
      "A pipeline that yields one result is an error when that is not ok, and `catch` has the "
        + "record as $e.result. A list of results is summarised instead.",
      wrong: "sources reload 01990000-0000-7000-8000-000000000001",
      right: "sources list | where status == Completed | first | reload"),
    .planned: Explanation(
      "a plan leaves this step out",
      "`plan` and --dry-run do what reads and say what the rest would do."),
    .declined: Explanation(
      "the question was not answered with yes", "Nothing was sent. --yes answers beforehand."),
    .halted: Explanation(
      "a run stopped at an answer that speaks for all",
      "A wrong key, a limit of the whole project or a redirect would meet every further item. What "
        + "was not sent is `planned`."),
    .haltLimit: Explanation(
      "a run stopped after too many failures",
      "`--halt N` or `--halt N%` was reached; what was not sent is `planned`.",
      wrong: "[1, x, y] | each --parallel 1 --halt 1 { ($it + 1) }",
      right: "[1, 2] | each { ($it + 1) }"),
    .outage: Explanation(
      "the server kept failing for too long",
      "After 10 minutes of failing probes a run stops; `runs resume` goes on when the server is "
        + "back."),
    .longWait: Explanation(
      "the server asks to wait longer than allowed",
      "`--max-wait` says how long that is; `runs resume` goes on later."),
    .timeIsUp: Explanation(
      "the time that a run was given is over",
      "`--max-time` lets what is on its way end and sends nothing more; `runs resume` goes on."),
    .noRun: Explanation(
      "no run, or more than one, is meant",
      "A run is named by its id, by as many characters of it as tell it from the others, or by "
        + "`last`. `runs list` shows them.",
      wrong: "runs show ffff", right: "runs list"),
    .runTaken: Explanation(
      "another process has the run",
      "One process at a time goes on with a run; the lock ends with it, whatever ends it."),
    .otherPlace: Explanation(
      "the run was made for another server or project",
      "A run goes on where it began; `runs list --all` shows where that was. A verb acts in the "
        + "project that is set, and takes no things of others."),
    .cannotResume: Explanation(
      "the run cannot be resumed",
      "Secrets and files that a run was given are not kept, so that only a new run can have them."),
    .secretChanged: Explanation(
      "a secret is not the one that the run was planned with",
      "The journal keeps a keyed digest of what $env.NAME or @file held, so that half a run is not "
        + "done with one secret and the rest with another. --new-secrets sends what it is now."),
    .badPlan: Explanation(
      "a plan cannot be frozen, or a frozen one not be used",
      "A file of --plan-to is carried out as it was made: by its digest, for its server and "
        + "project. Rounds of `each` and secrets cannot be in one."),
    .badShard: Explanation(
      "it is not clear which part of a plan is meant, or a part is missing",
      "`--shard I/N` is the part I, from 0, of N; array jobs tell it in their variables. All "
        + "parts of one plan are cut in the same way and merged once each."),
    .journalFailed: Explanation(
      "what happens could not be written down",
      "Nothing is sent that is not written down first, so the run stopped. When there is room "
        + "again, `runs resume` goes on."),
    .interrupted: Explanation(
      "Ctrl-C or a signal ended it",
      "The first Ctrl-C lets what is on its way end, the second gives that up too."),
  ]

  /// What comes from the process, the service and the machine.
  static let outside: [ErrorCode: Explanation] = [
    .extraWord: Explanation(
      "a word on the command line is one too many",
      "Behind -c the whole line is one word, in quotes."),
    .badSetting: Explanation(
      "a setting cannot have this value", "`help SETTING` says what it takes."),
    .missingSetting: Explanation(
      "at least one of some parameters must be given",
      "The operation does something even when nothing is said, so it is not sent empty.",
      wrong: "sources list | first | sources revenue-analytics-config",
      right: "sources list | first | sources revenue-analytics-config enabled=true"),
    .unknownProfile: Explanation(
      "config.toml has no such profile", "`login` makes one."),
    .config: Explanation(
      "config.toml cannot be read", "Mend the line, or start with --no-rc."),
    .exposedKey: Explanation(
      "others can read the key in config.toml",
      "`chmod 600` keeps the file for you alone; a key others may have read is better replaced."
    ),
    .badHost: Explanation(
      "the address of the server is none",
      "us, eu, or an https address; http is for this machine only. A single word is no name of a "
        + "server unless https:// stands before it."),
    .encoding: Explanation("a script is not UTF-8", "Save it as UTF-8."),
    .notCanonical: Explanation(
      "a script has another form than `fmt` gives it",
      "Nothing is wrong with what it does. `fmt FILE --write` gives the file its canonical form."),
    .noTerminal: Explanation(
      "nobody is there to be asked",
      "A secret comes from the environment (=$env.NAME) or a file (=@file) then, what a wizard "
        + "would ask for from a file of records."),
    .notSignedIn: Explanation(
      "there is no key",
      "Set POSTHOG_PERSONAL_API_KEY, or start edsh on a terminal, which asks. --demo needs none."),
    .badAPIKey: Explanation(
      "the key has characters that no key has", "Copy it again; a line end often comes along."),
    .otherHost: Explanation(
      "the key was given for another server",
      "A key goes to no server but its own; `set api_key ?` asks for one for this server."),
    .noProject: Explanation(
      "no project is chosen, or it cannot be told",
      "`projects list` shows them, `set project_id` chooses one."),
    .badPrefix: Explanation(
      "a prefix cannot begin the name of a table",
      "Letters, digits and `_`, no digit first; the server would refuse it later.",
      wrong: "sources source-prefix source_type=Stripe prefix=9x",
      right: "sources source-prefix source_type=Stripe prefix=x9"),
    .unknownSourceType: Explanation(
      "the server knows no such type of source", "`sources wizard` lists the types.",
      wrong: "sources database-schema source_type=Postgress host=db.internal",
      right: "sources wizard source_type=Postgres"),
    .request: Explanation(
      "no request can be made of the arguments", "The message says which is missing or misshapen."),
    .requestFailed: Explanation(
      "a request did not go well", "The line below names the request and the answer."),
    .server: Explanation(
      "the server refused, or could not be reached",
      "The message has the server's own words; the line below names the request and its status.",
      wrong: "sources get 01990000-0000-7000-8000-000000000001",
      right: "sources list | first | get"),
    .nothingToWaitFor: Explanation(
      "`wait` cannot wait for this",
      "It takes the results of a reload, sources and tables.",
      wrong: "[5] | wait", right: "sources list | where status == Completed | first | reload | wait"
    ),
    .switchedOff: Explanation(
      "a table was switched off while it was waited for",
      "It leaves the tables that are waited for; the others go on."),
    .file: Explanation(
      "a file cannot be read or written", "The message has the system's words."),
    .format: Explanation(
      "a file is not what its name says, or its name says no format",
      "The ending chooses the format: .json .jsonl .csv .tsv .yaml .md .txt.",
      wrong: "sources list | save report.docx", right: "sources list | save report.csv"),
    .lateField: Explanation(
      "a later record has a field that no column was made for",
      "csv, tsv and value write their columns before they know all records, from those that come "
        + "first. `select` names the columns beforehand; json, jsonl and yaml need none."),
    .output: Explanation(
      "standard output cannot be written", "The disk is full, or the reader has gone."),
    .system: Explanation("the system refuses", "The message has the system's words."),
    .internal: Explanation(
      "edsh met something that it should not have", "Please report it with the command."),
    .note: Explanation("a word beside the results", "Nothing is wrong."),
  ]
}
