/// How a report looks: light or dark as the reader's system is, on paper, on a phone.
enum ReportStyle {
  /// Every colour of text has a contrast of at least 4.5 with what lies behind it.
  static let text = """

    :root {
      color-scheme: light dark;
      --back: #ffffff; --raised: #f5f7f9; --line: #d5dbe1; --text: #1c2228; --quiet: #56606b;
      --good: #1a7f37; --bad: #c0262d; --warn: #8a5a00; --info: #0b5fb0; --job: #b9d6f2;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #14171c; --raised: #1d2229; --line: #363d47; --text: #e4e8ec; --quiet: #9aa4af;
        --good: #4cc46a; --bad: #ff7b72; --warn: #e3b341; --info: #6cb6ff; --job: #2b4a6b;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { scroll-behavior: smooth; }
    body {
      margin: 0 auto; padding: 2rem clamp(1rem, 3vw, 2.5rem); max-width: 100rem;
      background: var(--back); color: var(--text);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
    }
    h1, h2 { line-height: 1.2; text-wrap: balance; }
    h1 { margin: 0 0 .75rem; font-size: 1.75rem; }
    h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem; }
    p { margin: .25rem 0; }
    bdi { overflow-wrap: anywhere; }
    pre, code, .c-name > bdi, summary { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; border-radius: 4px; }
    .unseen {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { position: static; }
    .shapes { position: absolute; }
    .verdict { color: var(--quiet); font-weight: 400; }
    .command {
      margin: 0 0 1.25rem; padding: .6rem .9rem; overflow-x: auto; font-size: .87rem;
      background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
    }

    .tiles { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 .6rem; padding: 0; }
    .tiles li { list-style: none; }
    .tiles strong { font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .shares { display: block; border-radius: 5px; }
    .facts {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
      gap: .75rem 1.5rem; margin: 1.25rem 0 0;
    }
    .facts dt { color: var(--quiet); font-size: .8rem; }
    .facts dd { margin: 0; }

    .badge { display: inline-flex; align-items: center; gap: .35em; white-space: nowrap; }
    .badge svg {
      flex: none; width: 1em; height: 1em; fill: none; stroke: currentColor; stroke-width: 1.8;
      stroke-linecap: round;
    }
    .r-ok { color: var(--good); }
    .r-failed, .r-timeout { color: var(--bad); }
    .r-unknown, .r-not_started, .r-interrupted { color: var(--warn); }
    .r-skipped, .r-cancelled, .r-planned { color: var(--quiet); }
    .f-ok { fill: var(--good); }
    .f-failed, .f-timeout { fill: var(--bad); }
    .f-unknown, .f-not_started, .f-interrupted { fill: var(--warn); }
    .f-skipped, .f-cancelled, .f-planned { fill: var(--quiet); }

    svg text { fill: var(--quiet); font-size: 11px; }
    .activity, .track, .ruler { display: block; overflow: visible; }
    .grid { stroke: var(--line); }
    .fold { fill: var(--line); opacity: .6; }
    .a-good { fill: var(--good); }
    .a-rejected { fill: url(#h-rejected); }
    .a-unclear { fill: var(--warn); }
    .a-failed { fill: url(#h-failed); }
    .a-halt { fill: var(--bad); }
    .a-unsent { fill: url(#h-unsent); }
    .a-open { fill: var(--quiet); }
    #h-rejected { stroke: var(--warn); stroke-width: 2; }
    #h-failed { stroke: var(--bad); stroke-width: 2; }
    #h-unsent { stroke: var(--quiet); stroke-width: 2; }
    .m-good { fill: var(--good); }
    .m-rejected, .m-unclear { fill: var(--warn); }
    .m-failed, .m-halt { fill: var(--bad); }
    .m-unsent, .m-open { fill: var(--quiet); }
    #m-good { fill: var(--good); }
    #m-halt { fill: var(--bad); }
    #m-rejected, #m-unclear { fill: var(--back); stroke: var(--warn); stroke-width: 2; }
    #m-failed { stroke: var(--bad); stroke-width: 2.5; }
    #m-unsent { stroke: var(--quiet); stroke-width: 2; }
    #m-open { fill: var(--back); stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 2 1.5; }
    .wait { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; }
    .job { fill: var(--job); }
    .job-end { stroke: var(--info); stroke-width: 3; }
    .legend {
      display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0 1rem; padding: 0;
      color: var(--quiet); font-size: .87rem;
    }
    .legend li { display: flex; align-items: center; gap: .4em; }
    .legend svg { overflow: visible; }

    table { width: 100%; border-collapse: collapse; }
    th { text-align: left; font-weight: 600; }
    th, td { padding: .35rem .75rem .35rem 0; vertical-align: top; }
    thead th { color: var(--quiet); font-size: .87rem; border-bottom: 2px solid var(--line); }
    tbody tr { border-bottom: 1px solid var(--line); }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    .names { display: block; color: var(--quiet); font-size: .87rem; }
    .status { font-weight: 600; }
    .errors td:last-child { text-align: right; padding-right: 0; }
    .errors td:not(.reason) { width: 1%; white-space: nowrap; }
    .errors .badge { padding-top: .05rem; }

    button, input, select {
      min-height: 2.1rem; padding: .2rem .7rem; font: inherit; color: var(--text);
      background: var(--raised); border: 1px solid var(--quiet); border-radius: 6px;
    }
    button { cursor: pointer; }
    button:hover:enabled { border-color: var(--text); }
    button:disabled { opacity: .45; cursor: default; }
    .filter { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
    .filter label { display: grid; gap: .15rem; min-width: 0; max-width: 100%; }
    .filter label, .filter output { color: var(--quiet); font-size: .87rem; }
    .filter input { width: 100%; }
    .filter .check { display: flex; align-items: center; gap: .4em; min-height: 2.1rem; }
    .check input { width: 1.1rem; min-height: 1.1rem; margin: 0; accent-color: var(--info); }
    .filter select { width: 100%; max-width: 20rem; }
    .filter output { flex: 1; min-width: 10rem; text-align: right; }

    .items { table-layout: fixed; }
    .items tbody th { font-weight: 400; }
    .items tbody tr:hover { background: var(--raised); }
    .items .c-number { width: 4.5rem; }
    .items .c-name { width: 26%; }
    .items .c-result { width: 8.5rem; }
    .items .c-tries { width: 4.75rem; }
    .items .c-took { width: 5.75rem; padding-right: 1.5rem; }
    .items .c-sent { padding-right: 0; }
    .items thead { position: sticky; top: 0; z-index: 1; background: var(--back); }
    .items thead button {
      min-height: 0; padding: .3rem 0; font-weight: 600; color: inherit; background: none;
      border: 0;
    }
    .items thead button:hover { color: var(--text); }
    .items thead button::after { content: "↕"; padding-left: .3em; opacity: .5; }
    .items [aria-sort] button { color: var(--text); }
    .items [aria-sort="ascending"] button::after { content: "↑"; opacity: 1; }
    .items [aria-sort="descending"] button::after { content: "↓"; opacity: 1; }
    .items summary { cursor: pointer; overflow-wrap: anywhere; }
    .items details p, .items details ol { color: var(--quiet); font-size: .87rem; }
    .items details ol { margin: .25rem 0; padding-left: 1.25rem; }
    .error { color: var(--bad); font-size: .87rem; }
    .ruler { height: 1rem; margin-top: .1rem; font-weight: 400; }
    .nothing { padding: 2rem; text-align: center; color: var(--quiet); }
    .pager { display: flex; gap: 1rem; align-items: center; justify-content: center; }
    .pager { margin-top: 1rem; }
    footer { margin-top: 3rem; color: var(--quiet); font-size: .87rem; }

    @media (max-width: 56rem) {
      .items, .items tbody { display: block; }
      .items thead { display: block; position: static; }
      .items thead tr { display: flex; flex-wrap: wrap; gap: 0 1rem; }
      .items th, .items td { width: auto !important; }
      .items thead th { padding: 0; border: 0; }
      .items thead .c-sent { flex-basis: 100%; padding: 0 .5rem; }
      .items tbody tr {
        display: grid; grid-template-columns: minmax(0, 1fr) auto auto; padding: .5rem 0;
      }
      .items tbody th, .items tbody td { padding: 0 0 0 .75rem; }
      .items tbody .c-name { grid-column: 1 / -1; padding: 0; }
      .items tbody .c-result { padding: .2rem 0; }
      .items tbody .c-number { display: none; }
      .items tbody .c-sent { grid-column: 1 / -1; padding: .35rem .5rem 0; }
      .items .c-tries:not(:empty)::after { content: "×"; }
      .items thead .c-tries::after { content: none !important; }
      .filter output { text-align: left; }
      .errors thead { display: none; }
      .errors, .errors tbody { display: block; }
      .errors tr { display: flex; flex-wrap: wrap; align-items: center; padding: .5rem 0; }
      .errors td:not(.reason) { width: auto; }
      .errors td:last-child { margin-left: auto; }
      .errors .reason { flex-basis: 100%; order: 1; padding-right: 0; }
    }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    @media print {
      body { padding: 0; font-size: 10pt; }
      .filter, .pager, .skip, .errors button { display: none !important; }
      .items thead { position: static; }
      .items thead button::after { content: none; }
      tr, svg { break-inside: avoid; }
      svg, svg * { print-color-adjust: exact; }
    }

    """
}
