/// What it takes to run the rounds of an `each` again in another process.
package struct RoundsRecipe: Sendable {
  /// The block as typed.
  package let block: String
  /// The `def`s that it calls, as typed, each before those that call it.
  package let definitions: [String]
  /// The values of the variables that they read from outside.
  package let variables: Record

  /// Creates a recipe, as a journal has kept it.
  package init(block: String, definitions: [String], variables: Record) {
    self.block = block
    self.definitions = definitions
    self.variables = variables
  }
}
