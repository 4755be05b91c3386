/// How the pages look: no outside assets, dark and light, from a phone to a wall.
enum StyleSheet {
    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #fdfdfb; --ink: #1c1c1a; --faint: #5d5d58; --line: #d9d9d2; --accent: #0b5a8f; --good: #1c6b2f; --bad: #a8200d; --bar: #3b7ea8; --panel: #f3f3ee;
          font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #161614; --ink: #ecece6; --faint: #aaaaa2; --line: #3a3a36; --accent: #7cc0ee; --good: #7fd08f; --bad: #ff9a86; --bar: #5fa3cd; --panel: #1f1f1c; }
        }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 80rem; padding: 0 1rem 2rem; background: var(--ground); color: var(--ink) }
        a { color: var(--accent) }
        a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
        main:focus { outline: none }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1.5rem; padding: .8rem 0; border-bottom: 1px solid var(--line) }
        header .name { margin: 0; font-weight: 700; font-size: 1.15rem }
        header .name a { color: inherit; text-decoration: none }
        nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: 0; padding: 0 }
        nav a { display: inline-block; padding: .3rem 0 }
        nav a[aria-current] { font-weight: 600; color: inherit; text-decoration-thickness: 3px }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.2rem 0 .8rem; overflow-wrap: anywhere }
        h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem }
        small { display: block; color: var(--faint); font-size: .8rem; font-weight: 400; overflow-wrap: anywhere }
        .hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
        .skip:focus { position: absolute; padding: .5rem; background: var(--ground) }
        .facts, .details { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; margin: 0 }
        .details { grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
        .facts > div, .details > div { background: var(--panel); border-radius: .4rem; padding: .5rem .8rem; min-width: 0 }
        dt { color: var(--faint); font-size: .85rem }
        dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        .details dd { font-size: 1rem }
        .ok { color: var(--good) } .failing, .gone, .error, .trouble strong { color: var(--bad) } .none, .role, .where, .new { color: var(--faint) }
        .health { white-space: nowrap }
        .trouble { border-left: 4px solid var(--bad); padding: .5rem .8rem; background: var(--panel) }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem }
        figure { margin: 0 } figcaption { color: var(--faint); font-size: .85rem }
        .chart svg { width: 100%; max-width: 42rem; height: auto; display: block }
        .chart rect { fill: var(--bar) } .chart line { stroke: var(--line) } .chart text { fill: var(--faint); font-size: 10px; text-anchor: middle } .chart .top { text-anchor: start } .chart .last { text-anchor: end }
        .spark { width: 96px; height: 20px } .spark path { fill: var(--bar) }
        .scroll { overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line) }
        thead th { white-space: nowrap; font-size: .9rem } tbody th { font-weight: 600; min-width: 12rem; overflow-wrap: anywhere } td small { max-width: 16rem }
        .number { text-align: right; font-variant-numeric: tabular-nums } td.error { min-width: 10rem; font-size: .9rem }
        .field { display: flex; align-items: center; gap: .4rem; min-width: 0; max-width: 100% } .field select { min-width: 0; max-width: min(20rem, 100%) } .filter { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem; margin: .8rem 0 }
        input, select, button { font: inherit; padding: .3rem .5rem; border: 1px solid var(--faint); border-radius: .3rem; background: var(--ground); color: inherit; max-width: 100% }
        button { cursor: pointer }
        .pager { display: flex; gap: 1.5rem; margin: 1rem 0 }
        .said { list-style: none; padding: 0; margin: 0; display: grid; gap: 1rem }
        .said li { border-left: 3px solid var(--line); padding-left: .9rem } .said p { margin: 0 } .who { font-weight: 600 }
        blockquote { margin: .15rem 0; font-size: 1.05rem; overflow-wrap: anywhere } .where { font-size: .85rem } .where a { color: inherit }
        .errors, .history { padding-left: 0; list-style: none } .errors li, .history li { padding: .25rem 0 } .errors small { display: inline }
        footer { margin-top: 2.5rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .85rem } footer a { color: inherit }
        @media (max-width: 45rem) {
          #feeds th:nth-child(n+4):nth-child(-n+7), #feeds td:nth-child(n+4):nth-child(-n+7) { display: none }
          .facts { grid-template-columns: 1fr 1fr } dd { font-size: 1.2rem }
          .field { flex: 1 1 100% } .field input, .field select { flex: 1 1 0; width: 0; max-width: none } .field label { min-width: 4.5rem }
        }

        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5a8f"/>\
        <text x="16" y="34" font-family="serif" font-size="40" font-weight="700" text-anchor="middle" fill="#fff">“</text></svg>
        """
}
