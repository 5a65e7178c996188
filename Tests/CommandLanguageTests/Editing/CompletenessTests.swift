import CommandLanguage
import Testing

@Suite struct CompletenessTests {
  @Test(arguments: [
    "", "sources list", "print a)", "[1] ]", "let a =", "if $x", "print \"a\" # (", "print and",
    "if $x { a }", "where a == 1 | count",
  ])
  func takesWholeLines(_ text: String) {
    #expect(Completeness(of: text, vocabulary: .syntax) == .complete)
  }

  @Test(arguments: [
    ("print \"a", ["\""]), ("print 'a", ["'"]), ("print \"$(a", ["\"", "$("]),
    ("print \"$(a 'b", ["\"", "$(", "'"]), ("print \"$(a \"b", ["\"", "$(", "\""]),
    ("print [1,", ["["]), ("print (a ==", ["("]), ("if $x {", ["{"]),
    ("if $x {\n print a\n", ["{"]), ("if $x {\n for y in $z {\n", ["{", "{"]),
    ("if $x {\n sources list |", ["{", "|"]), ("sources list |", ["|"]),
    ("sources list | # more\n", ["|"]), ("print a \\", ["\\"]), ("$x | where a and", ["and"]),
    ("$x | where (a or", ["(", "or"]), ("{a: [", ["{", "["]), ("{a:", ["{"]),
    ("print = (", ["("]), ("print [{a: (1 +", ["[", "{", "("]),
    ("{ ( [", ["{", "(", "["]), ("print { ( [ \"a", ["{", "(", "[", "\""]),
  ])
  func waitsForTheRest(_ text: String, _ open: [String]) {
    #expect(Completeness(of: text, vocabulary: .syntax) == .open(open))
  }
}
