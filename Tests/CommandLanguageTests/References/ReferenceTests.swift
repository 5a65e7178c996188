import CommandModel
import Testing

@testable import CommandLanguage

/// What a text in the place of an id may mean, before anything is looked up.
@Suite struct ReferenceTests {
  private static let id = "0199e3a0-0000-7000-8000-000000000001"

  @Test(arguments: [
    ("eu", ["name eu"]),
    ("Stripe/eu", ["name Stripe/eu"]),
    ("Google Ads", ["name Google Ads"]),
    ("charges@eu", ["name charges@eu", "charges in eu"]),
    ("a@b@c", ["name a@b@c", "a in b@c", "a@b in c"]),
    ("@eu", ["name @eu"]),
    ("eu@", ["name eu@"]),
    ("0199e", ["name 0199e"]),
    ("0199e3", ["name 0199e3", "ids 0199e3"]),
    ("0199E3a0-00", ["name 0199E3a0-00", "ids 0199e3a0-00"]),
    ("0199e3a000", ["name 0199e3a000"]),
    ("facade", ["name facade", "ids facade"]),
    ("0199e3@eu", ["name 0199e3@eu", "0199e3 in eu"]),
    (id, ["id \(id)"]),
    (id.uppercased(), ["id \(id)"]),
    ("charges@\(id)", ["name charges@\(id)", "charges in \(id)"]),
    (String(id.dropLast()), ["name \(id.dropLast())", "ids \(id.dropLast())"]),
    ("\(id)0", ["name \(id)0"]),
    ("", []),
    ("0199e3a0-0000-7000-8000-00000000000x", []),
    ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", []),
    (String(repeating: "a", count: 1001), []),
  ])
  func hasReadings(_ text: String, _ expected: [String]) {
    #expect(Reference(text).readings.map { $0.shown(of: text) } == expected)
  }

  @Test(arguments: [
    ("0199e3", "0199e300-0000-0000-0000-000000000000", "0199e3ff-ffff-ffff-ffff-ffffffffffff"),
    ("0199e3a0-", "0199e3a0-0000-0000-0000-000000000000", "0199e3a0-ffff-ffff-ffff-ffffffffffff"),
    (id, id, id),
  ])
  func idsBeginSo(_ text: String, _ first: String, _ last: String) {
    let ids = PackedID.ids(beginningWith: text)
    #expect(ids?.lowerBound.text == first)
    #expect(ids?.upperBound.text == last)
  }
}

extension Reference.Reading {
  fileprivate func shown(of text: String) -> String {
    switch self {
    case .id(let id): return "id \(id.text)"
    case .name(let name): return "name \(name)"
    case .beginning(let ids):
      #expect(PackedID.ids(beginningWith: text) == ids)
      return "ids \(text.lowercased())"
    case .inside(let name, let container): return "\(name) in \(container)"
    }
  }
}
