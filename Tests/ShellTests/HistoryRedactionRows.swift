/// Lines as they are typed, each with what history keeps of it; `⏎` is a line end.
enum HistoryRedactionRows {
  static let secret = rows(
    #"""
    set api_key phx_canary1
      set api_key ?
    set api_key=phx_canary1
      set api_key=?
    set api_key = phx_canary1
      set api_key = ?
    for password in [canary1 canary2] { print $password }
      for password in [? ?] { print $password }
    set api_key "canary1"
      set api_key ?
    set api_key 'canary1'
      set api_key ?
    set api_key canary1 # mine
      set api_key ? # mine
    set api-key canary1
      set api-key ?
    set API_KEY canary1
      set API_KEY ?
    set apikey canary1
      set apikey ?
    set api_key: canary1
      set api_key: ?
    set api_key canary1; sources list
      set api_key ?; sources list
    sources list; set api_key canary1
      sources list; set api_key ?
    if true { set api_key canary1 }
      if true { set api_key ? }
    set api_key "canary1
      set api_key ?
    set api_key 'canary1
      set api_key ?
    set api_key ca"nary1"canary1
      set api_key ?"?"?
    set api_key canary1 canary2
      set api_key ? ?
    set host https://me:canary1@eu.posthog.com
      set host https://?@eu.posthog.com
    set host https://canary1@eu.posthog.com
      set host https://?@eu.posthog.com
    set host "https://me:canary1@eu.posthog.com"
      set host "https://?@eu.posthog.com"
    sources create source_type=Postgres password=canary1
      sources create source_type=Postgres password=?
    sources create source_type=Postgres payload.password=canary1
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password="canary1"
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password='canary1'
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password="canary 1 canary"
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password=canary1 prefix=eu_
      sources create source_type=Postgres payload.password=? prefix=eu_
    sources create source_type=Postgres payload.pw=canary1
      sources create source_type=Postgres payload.pw=?
    sources create source_type=Postgres payload.x=canary1
      sources create source_type=Postgres payload.x=?
    sources create source_type=Postgres payload={password: "canary1"}
      sources create source_type=Postgres payload={password: ?}
    sources create source_type=Postgres payload={password: canary1, host: h}
      sources create source_type=Postgres payload={password: ?, host: ?}
    sources create source_type=Postgres payload={auth: {deep: {token: "canary1"}}}
      sources create source_type=Postgres payload={auth: {deep: {token: ?}}}
    sources create source_type=Postgres payload={"password": "canary1"}
      sources create source_type=Postgres payload={"password": ?}
    sources create source_type=Postgres payload={"password":"canary1"}
      sources create source_type=Postgres payload={"password":?}
    sources create source_type=Postgres payload={password:"canary1"}
      sources create source_type=Postgres payload={password:?}
    sources create source_type=Postgres payload={keys: [canary1, "canary2"]}
      sources create source_type=Postgres payload={keys: [?, ?]}
    sources create source_type=Postgres payload={password: "canary1
      sources create source_type=Postgres payload={password: ?
    sources create source_type=Postgres payload={password: canary1
      sources create source_type=Postgres payload={password: ?
    sources create source_type=Stripe payload={auth: {selection: api_key, secret_key: canary1
      sources create source_type=Stripe payload={auth: {selection: ?, secret_key: ?
    sources create source_type=Postgres payload={password: 'canary1
      sources create source_type=Postgres payload={password: ?
    sources create source_type=Postgres payload="{\"password\": \"canary1\"}"
      sources create source_type=Postgres payload=?
    sources create source_type=Postgres payload='{"password": "canary1"}'
      sources create source_type=Postgres payload=?
    sources create source_type=Postgres password = canary1
      sources create source_type=Postgres ? = ?
    sources create source_type=Postgres password= canary1
      sources create source_type=Postgres password= ?
    sources create source_type=Postgres payload.password = canary1
      sources create source_type=Postgres ? = ?
    sources create source_type=Postgres payload = {password: canary1}
      sources create source_type=Postgres ? = {password: ?}
    sources create source_type=Postgres password:canary1
      sources create source_type=Postgres ?
    sources create source_type=Postgres password: canary1
      sources create source_type=Postgres ? ?
    sources create source_type=Postgres password canary1
      sources create source_type=Postgres ? ?
    sources create source_type=Postgres canary1
      sources create source_type=Postgres ?
    sources create source_type=Postgres "canary1"
      sources create source_type=Postgres ?
    sources create source_type=Postgres --password canary1
      sources create source_type=Postgres --password ?
    sources create source_type=Postgres --password=canary1
      sources create source_type=Postgres --password=?
    sources create source_type=Postgres --pw canary1
      sources create source_type=Postgres --pw ?
    sources create source_type=Postgres --pw=canary1
      sources create source_type=Postgres --pw=?
    sources create source_type=Postgres -p canary1
      sources create source_type=Postgres -p ?
    sources create source_type=Postgres -pcanary1
      sources create source_type=Postgres ?
    sources create source_type=Postgres password=canary1,canary2
      sources create source_type=Postgres password=?,?
    sources create source_type=Postgres password=canary1;canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1|canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1(canary2)
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1)canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1]canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1}canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1$canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1&canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1<canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1=canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1"canary2"
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password="canary1"canary2
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=canary1'canary2'
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=\canary1
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password="canary1\"canary2"
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password='canary1''canary2'
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password="$(print canary1)"
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=$(print canary1)
      sources create source_type=Postgres password=$(print ?)
    sources create source_type=Postgres password="a $env.X canary1"
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=("canary1")
      sources create source_type=Postgres password=?
    sources create source_type=Postgres password=[canary1]
      sources create source_type=Postgres password=[?]
    sources create source_type=Postgres payload.a.b.c=canary1 payload.d="canary2"
      sources create source_type=Postgres payload.a.b.c=? payload.d=?
    sources create source_type=Postgres secret=@"canary1
      sources create source_type=Postgres secret=?
    sources craete source_type=Postgres payload.password=canary1
      sources craete source_type=Postgres payload.password=?
    source create source_type=Postgres payload.pw=canary1
      source create source_type=Postgres payload.pw=?
    create source_type=Postgres payload.pw=canary1
      create source_type=Postgres payload.pw=?
    sources create-source payload={x: "canary1"}
      sources create-source payload={x: ?}
    sources crate payload={x: "canary1"}
      sources crate payload={x: ?}
    sources crate x canary1
      sources crate ? ?
    xyz api_key=canary1
      xyz api_key=?
    xyz token canary1
      xyz token ?
    xyz token hunterCANARY
      xyz token ?
    xyz is a token for hunterCANARY
      xyz is a token ? ?
    xyz pasword hunterCANARY
      xyz pasword ?
    xyz -x hunterCANARY
      xyz -x ?
    xyz a=hunterCANARY
      xyz a=?
    xyz a = hunterCANARY
      xyz a = ?
    xyz a=b, hunterCANARY
      xyz a=?, ?
    xyz user: hunterCANARY
      xyz ? ?
    xyz "password" hunterCANARY
      xyz ? ?
    xyz "hunterCANARY"
      xyz ?
    xyz hunter_CANARY
      xyz ?
    xyz hunter;canary
      xyz ?
    xyz abcdefghijklmnopqrstuCANARY
      xyz ?
    set api_kye hunterCANARY
      set api_kye ?
    set passwrd hunterCANARY
      set passwrd ?
    set my_key hunterCANARY
      set my_key ?
    sources list | grep password hunterCANARY
      sources list | grep password ?
    sources list | filter token == hunterCANARY
      sources list | filter token == ?
    xyz --token canary1
      xyz --token ?
    xyz --token=canary1
      xyz --token=?
    xyz secret canary1
      xyz secret ?
    sources database-schema source_type=Postgres host=db password=canary1 port=5432
      sources database-schema source_type=Postgres host=? password=? port=?
    sources database-schema source_type=Postgres host=db pw=canary1
      sources database-schema source_type=Postgres host=? pw=?
    sources database-schema source_type=Postgres connection_string=postgres://me:canary1@db/x
      sources database-schema source_type=Postgres connection_string=?
    sources credential-accounts source_type=Stripe credentials={k: "canary1"}
      sources credential-accounts source_type=Stripe credentials={k: ?}
    sources credential-accounts source_type=Stripe credentials.stripe_secret_key=canary1
      sources credential-accounts source_type=Stripe credentials.stripe_secret_key=?
    sources update 0199 job_inputs.password=canary1
      sources update 0199 job_inputs.password=?
    sources update 0199 job_inputs={password: "canary1"}
      sources update 0199 job_inputs={password: ?}
    sources store-credentials source_type=Postgres payload.password=canary1
      sources store-credentials source_type=Postgres payload.password=?
    sources webhook update-inputs 0199 inputs={signing: "canary1"}
      sources webhook update-inputs 0199 inputs={signing: ?}
    sources webhook update-inputs 0199 inputs.signing_secret=canary1
      sources webhook update-inputs 0199 inputs.signing_secret=?
    let key = phx_canary1
      let key = ?
    let key = "phx_canary1"
      let key = "?"
    let password = canary1
      let password = ?
    let token = "canary1"
      let token = ?
    print phx_canary1
      print ?
    print "the key is phx_canary1"
      print "the key is ?"
    print phs_canary1
      print ?
    print phc_canary1
      print ?
    print Bearer canary1canary1canary1
      print Bearer ?
    print "Authorization: Bearer canary1"
      print "Authorization: Bearer ?"
    print 'Authorization: Basic canary1=='
      print 'Authorization: Basic ?'
    curl -H "Authorization: Bearer canary1" https://eu.posthog.com
      curl -H ? ?
    curl -u me:canary1 https://eu.posthog.com
      curl -u ? ?
    curl https://me:canary1@eu.posthog.com/api
      curl ?
    export POSTHOG_PERSONAL_API_KEY=phx_canary1
      export POSTHOG_PERSONAL_API_KEY=?
    export POSTHOG_PERSONAL_API_KEY=canary1
      export POSTHOG_PERSONAL_API_KEY=?
    POSTHOG_PERSONAL_API_KEY=canary1 edsh sources list
      POSTHOG_PERSONAL_API_KEY=? edsh sources list
    PGPASSWORD=canary1 psql
      PGPASSWORD=? psql
    AWS_SECRET_ACCESS_KEY=canary1
      AWS_SECRET_ACCESS_KEY=?
    mysql -pcanary1
      mysql ?
    {"password": "canary1"}
      {"password": ?}
    {"api_key":"canary1","host":"h"}
      {"api_key":?,"host":"h"}
    {password: canary1}
      {password: ?}
    [{token: "canary1"}] | sources create
      [{token: ?}] | sources create
    {source_type: Postgres, payload: {pw: "canary1"}} | sources create
      {source_type: Postgres, payload: {pw: ?}} | sources create
    {source_type: Postgres, payload: {host: h, pw: canary1}} | sources create
      {source_type: Postgres, payload: {host: ?, pw: ?}} | sources create
    {"source_type":"Postgres","payload":{"pw":"canary1"}} | sources create
      {"source_type":"Postgres","payload":{"pw":?}} | sources create
    [{source_type: Stripe, payload: {auth: {selection: api_key, k: canary1}}}] | sources setup
      [{source_type: Stripe, payload: {auth: {selection: ?, k: ?}}}] | sources setup
    let body = {source_type: Postgres, payload: {pw: "canary1"}}
      let body = {source_type: Postgres, payload: {pw: ?}}
    sources create {source_type: Postgres, password: canary1}
      sources create {source_type: ?, password: ?}
    print "-----BEGIN PRIVATE KEY-----canary1-----END PRIVATE KEY-----"
      print "?"
    print "-----BEGIN RSA PRIVATE KEY-----⏎canary1⏎canary2⏎-----END RSA PRIVATE KEY-----"
      print "?"
    -----BEGIN PRIVATE KEY-----⏎canary1⏎-----END PRIVATE KEY-----
      ?
    sources create payload.key="-----BEGIN PRIVATE KEY-----⏎canary1⏎canary2
      sources create payload.key=?
    sources create payload.k='-----BEGIN KEY-----⏎canary1⏎-----END KEY-----' prefix=eu
      sources create payload.k=? prefix=eu
    sources create source_type=Postgres \⏎  payload.password=canary1
      sources create source_type=Postgres \⏎  payload.password=?
    sources create source_type=Postgres payload={⏎  password: "canary1",⏎  host: db⏎}
      sources create source_type=Postgres payload={⏎  password: ?,⏎  host: ?⏎}
    sources create source_type=Postgres payload={⏎  pw canary1⏎  host b
      sources create source_type=Postgres payload={⏎  pw ?⏎  host ?
    sources create source_type=Postgres payload={⏎  password: "canary1"
      sources create source_type=Postgres payload={⏎  password: ?
    for s in $x { sources create source_type=Postgres payload.pw=canary1 }
      for s in $x { sources create source_type=Postgres payload.pw=? }
    $x | each { sources update $it.id job_inputs.pw=canary1 }
      $x | each { sources update $it.id job_inputs.pw=? }
    if true { sources create payload.pw="canary1" }
      if true { sources create payload.pw=? }
    try { sources create payload.pw=canary1 } catch e { print $e }
      try { sources create payload.pw=? } catch e { print $e }
    def mk() { sources create source_type=Postgres payload.pw=canary1 }
      def mk() { sources create source_type=Postgres payload.pw=? }
    plan sources create source_type=Postgres payload.pw=canary1
      plan sources create source_type=Postgres payload.pw=?
    watch 5s sources create source_type=Postgres payload.pw=canary1
      watch 5s sources create source_type=Postgres payload.pw=?
    print $(sources create source_type=Postgres payload.pw=canary1)
      print $(sources create source_type=Postgres payload.pw=?)
    print "a $(sources create source_type=Postgres payload.pw=canary1)"
      print "a $(sources create source_type=Postgres payload.pw=?)"
    print "a $(sources create payload.password=canary1"
      print "a $(sources create payload.password=?
    sources create --wizard Postgres password=canary1
      sources create --wizard Postgres password=?
    sources create source_type=Postgres payload.password=? payload.key=canary1
      sources create source_type=Postgres payload.password=? payload.key=?
    sources create source_type=Postgres payload.password=?canary1
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password=$env.PG canary1
      sources create source_type=Postgres payload.password=$env.PG ?
    sources create source_type=Postgres payload.password=@file canary2
      sources create source_type=Postgres payload.password=@file ?
    sources create source_type=Postgres payload.password="é canary1 ü"
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.password=pässcanary1
      sources create source_type=Postgres payload.password=?
    sources create source_type=Postgres payload.client-secret=canary1
      sources create source_type=Postgres payload.client-secret=?
    sources create source_type=Postgres payload.Password=canary1
      sources create source_type=Postgres payload.Password=?
    sources list search=phx_canary1
      sources list search=?
    sources list | where token == canary1
      sources list | where token == ?
    sources list | where api_key == "canary1"
      sources list | where api_key == ?
    sources list | extend password = "canary1"
      sources list | extend password = ?
    sources list | save "https://u:canary1@h/x"
      sources list | save "https://?@h/x"
    open https://u:canary1@h/x
      open https://?@h/x
    postgres://me:canary1@db:5432/shop
      postgres://?@db:5432/shop
    print postgres://me:canary1@db/shop
      print postgres://?@db/shop
    print "redis://:canary1@cache:6379"
      print "redis://?@cache:6379"
    print eyJhbGciOiJIUzI1NiJ9.eyJcanary1.canary1sig
      print ?
    print sk_live_canary1canary1
      print ?
    print ghp_canary1canary1canary1
      print ?
    print AKIACANARY1CANARY1X
      print ?
    print xoxb-canary1-canary1
      print ?
    """#)

  private static func rows(_ text: String) -> [(typed: String, kept: String)] {
    let lines = text.split(separator: "\n").map(String.init)
    return stride(from: 0, to: lines.count, by: 2).map { index in
      (lines[index], String(lines[index + 1].drop { $0 == " " }))
    }
  }
}
