import CommandModel

extension Handler {
  /// Sources that are queried in place.
  static let directQueries: [String: Handler] = [
    "sources connections": .project(connections),
    "sources direct-connection-options": .project(directConnectionOptions),
  ]

  private static func connections(
    _ world: inout World, _: Call
  ) throws(Refusal) -> DemoResponse {
    .json(
      .list(
        world.sources.filter(\.isDirect).map { source in
          .object([
            "id": .text(source.id.description),
            "schema_name": source.inputs.value(at: "schema") ?? .null,
            "prefix": .optional(source.prefix), "engine": .text(source.type.name.lowercased()),
            "source_type": .text(source.type.name), "access_method": "direct",
            "supports_hogql": true, "is_builtin_managed_warehouse": false,
            "description": .optional(source.description),
          ])
        }))
  }

  private static func directConnectionOptions(
    _: inout World, _: Call
  ) throws(Refusal) -> DemoResponse {
    .json(
      .list(
        SourceType.all.filter(\.supportsDirectQueries).map { type in
          .object([
            "source_type": .text(type.name), "label": .text(type.title ?? type.name),
            "icon_path": .text(type.iconPath),
          ])
        }))
  }
}
