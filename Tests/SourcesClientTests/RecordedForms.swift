import CommandModel
import SourcesClient
import Testing
import ValueFormats

/// Forms as a real server's wizard describes them: a type for each kind of field.
enum RecordedForms {
  static func form(_ type: String) throws -> SourceForm {
    let forms = try JSONBody.value(of: Exchange.recorded(79)).recordValue
    var record = try #require(forms?[type]?.recordValue, "no form of \(type)")
    record["source_type"] = .text(type)
    return try #require(SourceForm(record))
  }

  /// A form of made-up fields, written as the wizard would.
  static func form(fields json: String) throws -> SourceForm {
    let fields = try JSON.decode(Array(json.utf8))
    return try #require(SourceForm(["source_type": "Made", "fields": fields]))
  }
}

/// A record as compact JSON, for comparing.
func json(_ record: Record) -> String { JSON.encode(.record(record)) }
