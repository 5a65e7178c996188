import CommandModel
import SourcesClient
import Testing

/// Filling in a form: every kind of field, by what is typed.
@Suite struct FormFillingTests {
  /// Answers until the form is filled in; mistakes and help are answered next.
  private func fill(
    _ filling: inout FormFilling, _ answers: [String]
  ) throws -> [String] {
    var prompts: [String] = []
    for typed in answers {
      let question = try #require(filling.next, "nothing asks for `\(typed)`")
      prompts.append(question.prompt)
      switch question.reading(of: typed) {
      case .value(let value): filling.answer(question, with: value)
      case .nothing: filling.answer(question, with: nil)
      case .mistake(let diagnostic): prompts.append("! \(diagnostic.message)")
      case .help: prompts.append("? \(question.help)")
      }
    }
    return prompts
  }

  @Test(arguments: [
    (
      "Postgres", ["", "db.example.com", "5432", "shop", "reader", "$env.PGPASSWORD", "", "n"],
      #"{"host":"db.example.com","port":5432,"database":"shop","user":"reader","#
        + #""password":{"secretRef":"$env.PGPASSWORD"}}"#
    ),
    (
      "Postgres",
      [
        "", "db", "5432", "shop", "reader", "s3cret", "public", "y", "jump", "22", "key pair",
        "ubuntu", "@key.pem", "", "n",
      ],
      #"{"host":"db","port":5432,"database":"shop","user":"reader","password":"s3cret","#
        + #""schema":"public","ssh_tunnel":{"enabled":true,"host":"jump","port":22,"#
        + #""auth":{"selection":"keypair","username":"ubuntu","#
        + #""private_key":{"secretRef":"@key.pem"}},"require_tls":{"enabled":false}}}"#
    ),
    (
      "Postgres",
      ["", "db", "5432", "d", "u", "p", "", "yes", "jump", "22", "", "me", "pw", ""],
      #"{"host":"db","port":5432,"database":"d","user":"u","password":"p","#
        + #""ssh_tunnel":{"enabled":true,"host":"jump","port":22,"#
        + #""auth":{"selection":"password","username":"me","password":"pw"},"#
        + #""require_tls":{"enabled":true}}}"#
    ),
    (
      "MySQL", ["db", "3306", "d", "u", "p", "", "No", ""],
      #"{"host":"db","port":3306,"database":"d","user":"u","password":"p","using_ssl":false}"#
    ),
    (
      "MySQL", ["db", "3306", "d", "u", "p", "", "", "n"],
      #"{"host":"db","port":3306,"database":"d","user":"u","password":"p","using_ssl":true}"#
    ),
    (
      "Stripe", ["", "rk_live_1", ""],
      #"{"auth_method":{"selection":"api_key","stripe_secret_key":"rk_live_1"}}"#
    ),
    (
      "Stripe", ["2", "17", "acct_1"],
      #"{"auth_method":{"selection":"oauth","stripe_integration_id":17},"#
        + #""stripe_account_id":"acct_1"}"#
    ),
    (
      "BigQuery", ["key.json", "y", "eu", "shop", "n", "n"],
      #"{"key_file":{"secretRef":"@key.json"},"#
        + #""use_custom_region":{"enabled":true,"region":"eu"},"dataset_id":"shop"}"#
    ),
    (
      "BigQuery", ["@key.json", "", "shop", "y", "scratch", ""],
      #"{"key_file":{"secretRef":"@key.json"},"dataset_id":"shop","#
        + #""temporary-dataset":{"enabled":true,"temporary_dataset_id":"scratch"}}"#
    ),
  ])
  func makesThePayload(type: String, answers: [String], expected: String) throws {
    var filling = FormFilling(try RecordedForms.form(type))
    _ = try fill(&filling, answers)
    #expect(filling.next == nil)
    #expect(json(filling.payload) == expected)
  }

  @Test func asksInTheOrderOfTheForm() throws {
    var filling = FormFilling(try RecordedForms.form("Postgres"))
    let prompts = try fill(
      &filling, ["", "", "db", "abc", "5432", "d", "u", "", "p", "", "y", "j", "22", "1"])
    #expect(
      prompts == [
        "Connection string (optional) (not shown): ",
        "Host (such as db.example.com): ", "! `Host` is needed", "Host (such as db.example.com): ",
        "Port (such as 5432): ", "! `Port` takes a number", "Port (such as 5432): ",
        "Database (such as postgres): ", "User (such as postgres): ", "Password (not shown): ",
        "! `Password` is needed", "Password (not shown): ", "Schema (optional, such as public): ",
        "Use SSH tunnel? [y/N] ", "Tunnel host: ", "Tunnel port: ",
        "Tunnel login (Password or Key pair) [Password]: ",
      ])
  }

  @Test func hidesWhatIsSecretAndWhatItDoesNotKnow() throws {
    let form = try RecordedForms.form(
      fields: #"""
        [{"type":"text","name":"a","label":"A"},
         {"type":"password","name":"b","label":"B"},
         {"type":"text","name":"c","label":"C","secret":true},
         {"type":"hologram","name":"d","label":"D","required":true},
         {"type":"oauth","name":"e","label":"E","kind":"hubspot"}]
        """#)
    var filling = FormFilling(form)
    var seen: [String] = []
    while let question = filling.next {
      seen.append("\(question.path.joined()) \(question.isSecret) \(question.vendor ?? "")")
      filling.answer(question, with: "x")
    }
    #expect(seen == ["a false ", "b true ", "c true ", "d true ", "e false hubspot"])
  }

  @Test(arguments: [
    ("str_to_int", "2", #"{"size":20}"#), ("str_to_optional_int", "20", #"{"size":20}"#),
    ("str_to_optional_int", "1", #"{"size":null}"#), ("str_to_bool", "1", #"{"size":""}"#),
    ("nothing", "2", #"{"size":"20"}"#),
  ])
  func convertsChoices(converter: String, typed: String, expected: String) throws {
    var filling = FormFilling(
      try RecordedForms.form(
        fields: #"""
          [{"type":"select","name":"size","label":"Size","required":true,
            "converter":"\#(converter)",
            "options":[{"label":"any","value":""},{"label":"twenty","value":"20"}]}]
          """#))
    _ = try fill(&filling, [typed])
    #expect(json(filling.payload) == expected)
  }

  @Test func listsManyChoicesByNumber() throws {
    let form = try RecordedForms.form(
      fields: #"""
        [{"type":"select","name":"region","label":"Region","required":true,"defaultValue":"b",
          "options":[{"label":"Frankfurt","value":"a"},{"label":"Virginia","value":"b"},
                     {"label":"Oregon","value":"c"},{"label":"Tokyo","value":"d"}]}]
        """#)
    let question = try #require(FormFilling(form).next)
    #expect(question.prompt == "Region [Virginia]: ")
    #expect(question.choices == ["  1  Frankfurt", "  2  Virginia", "  3  Oregon", "  4  Tokyo"])
    #expect(question.reading(of: "") == .value("b"))
    #expect(question.reading(of: "tokyo") == .value("d"))
    #expect(question.reading(of: "3") == .value("c"))
    guard case .mistake(let diagnostic) = question.reading(of: "Oregn") else {
      Issue.record("it takes what is no choice")
      return
    }
    #expect(diagnostic.message == "`Region` has no such choice")
    #expect(diagnostic.hint == "did you mean `Oregon`?")
  }

  @Test func explainsAFieldWhenAsked() throws {
    var filling = FormFilling(try RecordedForms.form("BigQuery"))
    let prompts = try fill(&filling, ["?", "key.json", "?"])
    #expect(prompts[1].hasPrefix("? a JSON file with project_id, private_key"))
    #expect(prompts.last?.contains("manually specify your dataset region") == true)
  }

  @Test func goesThroughAgainWithTheFormerAnswers() throws {
    var filling = FormFilling(try RecordedForms.form("Postgres"))
    _ = try fill(&filling, ["", "dc", "5432", "d", "u", "wrong", "", "n"])
    filling.reopen()
    #expect(filling.next?.prompt == "Connection string (optional) (not shown): ")
    _ = try fill(&filling, ["$env.DSN", "db", "", "", "", "", "public", ""])
    filling.reopen()
    let prompts = try fill(&filling, ["-", "", "5433", "", "", "right", "-", ""])
    #expect(
      prompts == [
        "Connection string (optional) (not shown) [$env.DSN]: ", "Host [db]: ", "Port [5432]: ",
        "Database [d]: ", "User [u]: ", "Password (not shown) [as before]: ", "Schema [public]: ",
        "Use SSH tunnel? [y/N] ",
      ])
    #expect(
      json(filling.payload)
        == #"{"host":"db","port":5433,"database":"d","user":"u","password":"right"}"#)
  }

  @Test func asksNothingThatWasGiven() throws {
    let given: Record = [
      "host": "db", "port": "5432", "user": "u", "password": SecretReference.environment("P").value,
      "ssh_tunnel": .record(["enabled": false]), "schemas": .list([.record(["name": "t"])]),
    ]
    var filling = FormFilling(try RecordedForms.form("Postgres"), given: given)
    #expect(try fill(&filling, ["", "d", ""]).count == 3)
    #expect(filling.next == nil)
    #expect(
      json(filling.payload)
        == #"{"host":"db","port":"5432","database":"d","user":"u","#
        + #""password":{"secretRef":"$env.P"},"schemas":[{"name":"t"}]}"#)
  }
}
