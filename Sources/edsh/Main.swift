import Glibc
import Shell

@main
struct Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(await Shell.main(arguments: arguments, environment: .process()))
  }
}
