/// A variable of the environment that edsh heeds besides those that give settings; the
/// only place where its name and its meaning are written.
enum EnvironmentVariable: String, Sendable, CaseIterable {
  case configFolder = "XDG_CONFIG_HOME"
  case stateFolder = "XDG_STATE_HOME"
  case cacheFolder = "XDG_CACHE_HOME"
  case home = "HOME"
  case noColor = "NO_COLOR"
  case forcesColor = "CLICOLOR_FORCE"
  case terminal = "TERM"
  case visual = "VISUAL"
  case editor = "EDITOR"
  case runtimeFolder = "XDG_RUNTIME_DIR"
  case temporaryFolder = "TMPDIR"
  case certificateFile = "SSL_CERT_FILE"
  case certificateFolder = "SSL_CERT_DIR"
  case shards = "EDSH_SHARDS"
  case kubernetesIndex = "JOB_COMPLETION_INDEX"
  case parallelSequence = "PARALLEL_SEQ"
  case slurmTask = "SLURM_ARRAY_TASK_ID"
  case slurmFirst = "SLURM_ARRAY_TASK_MIN"
  case slurmCount = "SLURM_ARRAY_TASK_COUNT"
  case slurmStep = "SLURM_ARRAY_TASK_STEP"

  var summary: String {
    switch self {
    case .configFolder: "Where the configuration lies, instead of ~/.config."
    case .stateFolder: "Where journal, limits and history lie, instead of ~/.local/state."
    case .cacheFolder: "Where the names of things are kept, instead of ~/.cache."
    case .home: "The home folder, which the three of them begin at."
    case .noColor: "No colours, unless the setting color says more."
    case .forcesColor: "Colours also where no terminal is."
    case .terminal: "The kind of terminal; on one that is dumb nothing is drawn again."
    case .visual: "The editor that `edit` opens."
    case .editor: "The same, where VISUAL is not set; without both it is vi."
    case .runtimeFolder: "Where a text lies while it is edited, readable by the user alone."
    case .temporaryFolder: "The same, where XDG_RUNTIME_DIR is not set, instead of /tmp."
    case .certificateFile: "The certificates of the authorities that are trusted."
    case .certificateFolder: "The folder of such certificates."
    case .shards: "How many shards a frozen plan is divided into."
    case .kubernetesIndex: "Which shard of a frozen plan this is, in a job of Kubernetes."
    case .parallelSequence: "Which shard it is under GNU parallel, counted from 1."
    case .slurmTask: "Which shard it is in an array job of Slurm."
    case .slurmFirst: "The number of that job's first task."
    case .slurmCount: "How many tasks that job has."
    case .slurmStep: "How far its numbers lie apart, which must be 1."
    }
  }
}

extension [String: String] {
  subscript(variable: EnvironmentVariable) -> String? { self[variable.rawValue] }
}
