/// How the pages look: no outside assets, dark and light, from a phone to a wall.
enum StyleSheet {
    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #fbfaf7; --panel: #fff; --ink: #1d1c1a; --faint: #615e57; --line: #e3e0d8; --accent: #0b5a8f; --bar: #3b7ea8; --grow: #9cc2da;
          --good: #1a6430; --good-ground: #e4f1e6; --bad: #9c1f0e; --bad-ground: #fbe7e2; --gone: #6a4a00; --gone-ground: #f6ecd2; --idle-ground: #efede7;
          --serif: "Iowan Old Style", Charter, "Source Serif 4", Georgia, "Noto Serif", "DejaVu Serif", serif;
          font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #151514; --panel: #1d1d1b; --ink: #ecebe6; --faint: #a9a69d; --line: #33322e; --accent: #84c4ee; --bar: #5fa3cd; --grow: #35617d;
            --good: #8fd79c; --good-ground: #1b2f20; --bad: #ffa391; --bad-ground: #3a1d18; --gone: #e6c46f; --gone-ground: #332a12; --idle-ground: #2a2926;
          }
        }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 76rem; padding: 0 1.25rem 2rem; background: var(--ground); color: var(--ink) }
        a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px }
        :is(a, button, input, select, [tabindex]):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem }
        main:focus { outline: none }
        h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; margin: 1.6rem 0 .9rem; overflow-wrap: anywhere }
        h2 { font-size: 1.05rem; margin: 2.2rem 0 .7rem }
        small { display: block; color: var(--faint); font-size: .8rem; font-weight: 400; line-height: 1.4; overflow-wrap: anywhere }
        .hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
        .skip:focus { position: absolute; padding: .5rem; background: var(--ground) }

        header { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 2rem; padding: .9rem 0 .7rem; border-bottom: 1px solid var(--line) }
        .name { margin: 0; font-weight: 700; font-size: 1.1rem }
        .name a { display: flex; align-items: center; gap: .5rem; color: inherit; text-decoration: none }
        .name img { width: 1.5rem; height: 1.5rem }
        header ul { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; margin: 0; padding: 0 }
        header li a { display: inline-block; padding: .3rem 0; border-bottom: 2px solid transparent; color: var(--faint); text-decoration: none }
        header li a:hover { color: var(--ink) }
        header li a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent) }
        #live { margin-left: auto; padding: .1rem .7rem; border-color: var(--line); border-radius: 1rem; background: none; color: var(--faint); font-size: .85rem }
        #live::before { content: "●"; margin-right: .4rem; color: var(--good) }
        #live[aria-pressed=true]::before { content: "❚❚"; color: var(--faint); font-size: .7rem } #live.lost::before { color: var(--bad) }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .85rem } footer a { color: inherit }

        .pill { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; background: var(--idle-ground) }
        .pill.ok { color: var(--good); background: var(--good-ground) } .pill.failing { color: var(--bad); background: var(--bad-ground) }
        .pill.gone { color: var(--gone); background: var(--gone-ground) }
        .failing, .error, .trouble strong { color: var(--bad) } .none, .role, .where, .new { color: var(--faint) }
        .trouble { border-left: 4px solid var(--bad); padding: .6rem .9rem; background: var(--bad-ground) }

        .verdict { font-size: 1.75rem; line-height: 1.2; font-weight: 700; letter-spacing: -.01em; margin: 1.6rem 0 .9rem }
        .verdict .ok { color: var(--good) }
        .bar { display: block; width: 100%; height: .6rem; border-radius: .3rem; background: var(--idle-ground) }
        .bar .ok { fill: var(--good) } .bar .failing { fill: var(--bad) } .bar .gone { fill: var(--gone) } .bar .new { fill: var(--line) }
        .choices { display: flex; flex-wrap: wrap; gap: .5rem; margin: .8rem 0; padding: 0; list-style: none }
        .choices a { display: inline-block; padding: .15rem .8rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none; color: var(--faint); font-size: .9rem }
        .choices a:hover, .choices a[aria-current] { border-color: var(--faint); color: var(--ink) } .choices a[aria-current] { font-weight: 600 }
        .choices b { color: var(--ink); font-variant-numeric: tabular-nums } .choices .failing b { color: var(--bad) } .choices .ok b { color: var(--good) } .choices .gone b { color: var(--gone) }

        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1px; margin: 1.6rem 0 0; background: var(--line); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden }
        .facts > div { display: flex; flex-direction: column; background: var(--panel); padding: .8rem 1rem; min-width: 0 }
        .facts dt { color: var(--faint); font-size: .85rem }
        .facts dd { margin: 0; font-size: 1.7rem; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 3rem }
        .details { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 3rem; margin: 0 }
        .details > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 1rem; padding: .45rem 0; border-bottom: 1px solid var(--line) }
        .details dt { color: var(--faint) } .details dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
        .lead { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .8rem; margin: 0 0 1.4rem; overflow-wrap: anywhere }
        .way { margin: 1.2rem 0 -1.1rem; font-size: .9rem }

        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.2rem 3rem }
        figure { margin: 0; min-width: 0 } figcaption { display: flex; justify-content: space-between; gap: 1rem; color: var(--faint); font-size: .9rem; margin-bottom: .5rem }
        figcaption b { color: var(--ink) }
        .plot { display: flex; gap: .5rem; font-size: .75rem; color: var(--faint); font-variant-numeric: tabular-nums }
        .axis { display: flex; flex-direction: column; justify-content: space-between; height: 132px; margin: -6px 0; line-height: 12px; text-align: right; min-width: 1.2rem }
        .plot svg { flex: 1; min-width: 0; width: 100%; height: 140px; overflow: visible }
        .plot rect { fill: var(--bar) } .plot .now { fill: var(--grow) } .plot rect:hover { fill: var(--accent) } .plot line { stroke: var(--line) }
        .plot text { fill: var(--faint); font-size: .75rem; text-anchor: middle } .plot .first { text-anchor: start } .plot .last { text-anchor: end }
        .spark { width: 96px; height: 20px; vertical-align: middle } .spark path { fill: var(--bar) } .spark .ground { fill: var(--line) }

        .scroll { overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .55rem 1.2rem .55rem 0; border-bottom: 1px solid var(--line) }
        thead th { white-space: nowrap; font-size: .85rem; font-weight: 600; color: var(--faint); padding-top: .2rem }
        thead a { color: inherit; text-decoration: none } thead a:hover { text-decoration: underline } thead [aria-sort] { color: var(--ink) }
        tbody th { font-weight: 600; min-width: 12rem; overflow-wrap: anywhere } tbody th a { text-decoration: none } tbody th a:hover { text-decoration: underline }
        tbody tr:hover > * { background: var(--idle-ground) }
        .tag { display: inline-block; margin-left: .3rem; padding: 0 .45rem; border: 1px solid var(--line); border-radius: .7rem; color: var(--faint); font-size: .75rem; font-weight: 400; text-decoration: none }
        td small { max-width: 14rem } .number { text-align: right; font-variant-numeric: tabular-nums }
        .field { display: flex; align-items: center; gap: .5rem; min-width: 0; max-width: 100% } .field select { min-width: 0; max-width: min(18rem, 100%) } .field label { color: var(--faint); font-size: .9rem }
        .filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: .8rem 0 }
        input, select, button { font: inherit; padding: .35rem .7rem; border: 1px solid #8c8980; border-radius: .4rem; background: var(--panel); color: inherit; max-width: 100% }
        ::placeholder { color: var(--faint); opacity: 1 }
        button { cursor: pointer } .filter button { font-weight: 600 }
        @media (min-width: 45.01rem) { #q[placeholder] { width: 18rem } }
        .count { color: var(--faint); font-size: .9rem; margin: .8rem 0 }
        .pager { display: flex; gap: 1.5rem; margin: 1.2rem 0 }

        .said { list-style: none; padding: 0; margin: 0; display: grid; gap: 1.3rem }
        .said p { margin: 0 } .who { font-weight: 600 } a.who { text-decoration: none } a.who:hover { text-decoration: underline } .role { font-size: .9rem }
        blockquote { margin: .1rem 0 .15rem; font: 1.15rem/1.45 var(--serif); overflow-wrap: anywhere; max-width: 46rem }
        .where { font-size: .85rem; overflow-wrap: anywhere } .where a { color: inherit }
        .plain { padding-left: 0; margin: 0; list-style: none } .plain li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere } .plain li:first-child { padding-top: 0 }
        @media (max-width: 45rem) {
          body { padding: 0 1rem 2rem } header { gap: .2rem 1rem } header nav { order: 3; flex-basis: 100% } .verdict, h1 { font-size: 1.4rem }
          .facts { grid-template-columns: 1fr 1fr } .facts dd { font-size: 1.4rem } .details > div { grid-template-columns: 7.5rem 1fr }
          .field { flex: 1 1 100% } .field input, .field select { flex: 1 1 0; width: 0; max-width: none } .field label { min-width: 4.5rem }
          #feeds, #feeds tbody { display: block } #feeds thead { display: block; margin-bottom: .4rem } #feeds thead tr { display: flex; flex-wrap: wrap; gap: 0 1rem }
          #feeds thead th { border: 0; padding: .15rem 0 } #feeds tbody tr { display: grid; grid-template-columns: 1fr auto; gap: .3rem 1rem; padding: .7rem 0; border-bottom: 1px solid var(--line) }
          #feeds tbody :is(th, td) { border: 0; padding: 0; min-width: 0; text-align: left } #feeds tbody th { grid-column: 1 / -1 } #feeds .minor { display: none }
        }

        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b5a8f"/>\
        <path fill="#fff" d="M7 22v-6c0-4 2-7 6-8v3c-2 .6-3 2-3 4h3v7zm11 0v-6c0-4 2-7 6-8v3c-2 .6-3 2-3 4h3v7z"/></svg>
        """
}
