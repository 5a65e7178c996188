import Testing

/// The promises of reliability, kept by the program itself; the server's ledger is the
/// only witness of what was done.
///
/// One after the other: each uses all of the machine.
@Suite(.serialized, .timeLimit(.minutes(20))) struct FaultTests {}
