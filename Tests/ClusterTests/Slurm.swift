import Glibc
import TestSupport

/// A Slurm of one node, in the folder of a site.
///
/// Whoever asks for work is patient until it is up. Nobody else reaches it, so that it needs
/// no munge. The node says that it has more processors than the machine, so that all tasks
/// are at work at a time.
final class Slurm: Sendable {
  let variables: [String: String]
  private let daemons: [Job]

  init(at site: ClusterSite) async throws {
    let folder = "\(site.folder.path)/slurm"
    let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    try site.folder.write(
      """
      ClusterName=edsh
      SlurmctldHost=localhost(127.0.0.1)
      SlurmctldPort=\(Slurm.freePort())
      SlurmdPort=\(Slurm.freePort())
      AuthType=auth/none
      CredType=cred/none
      MessageTimeout=60
      SlurmUser=\(user)
      SlurmdUser=\(user)
      StateSaveLocation=\(folder)
      SlurmdSpoolDir=\(folder)
      SlurmctldPidFile=\(folder)/slurmctld.pid
      SlurmdPidFile=\(folder)/slurmd.pid
      SlurmctldLogFile=\(folder)/slurmctld.log
      SlurmdLogFile=\(folder)/slurmd.log
      ProctrackType=proctrack/linuxproc
      TaskPlugin=task/none
      MpiDefault=none
      ReturnToService=2
      SelectType=select/cons_tres
      SelectTypeParameters=CR_CPU
      SlurmdParameters=config_overrides
      NodeName=node0 NodeHostname=localhost NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN
      PartitionName=all Nodes=node0 Default=YES MaxTime=INFINITE State=UP

      """, to: "slurm/slurm.conf")
    variables = ["SLURM_CONF": "\(folder)/slurm.conf"]
    daemons = [
      try site.start("exec slurmctld -D", with: variables),
      try site.start("exec slurmd -D -N node0", with: variables),
    ]
  }

  /// A port that was free a moment ago.
  private static func freePort() -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length)
        getsockname(descriptor, $0, &length)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
  }
}
