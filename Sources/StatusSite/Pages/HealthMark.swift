import Store

/// A feed's health as a word with a sign, so that nobody needs to tell colours apart.
enum HealthMark {
    static func html(_ health: FeedState.Health) -> HTML {
        "<span class=\"pill health \(health.rawValue)\"><span aria-hidden=\"true\">\(sign(health))</span> \(name(health))</span>"
    }

    static func sign(_ health: FeedState.Health) -> String {
        switch health {
        case .ok: "✓"
        case .failing: "✗"
        case .gone: "∅"
        case .new: "…"
        }
    }

    private static func name(_ health: FeedState.Health) -> String { FeedState.Health.shown.first { $0.0 == health }?.1 ?? health.rawValue }
}

extension FeedState.Health {
    /// The kinds in the order of interest, with what is said of their feeds.
    static let shown: [(FeedState.Health, String)] = [(.ok, "working"), (.failing, "failing"), (.gone, "gone"), (.new, "not polled yet")]
}

/// Feeds by health as links to the table.
enum HealthChoices {
    /// - Parameters:
    ///   - query: what the links keep besides the health.
    ///   - current: the health that is shown, where the table is; the overview marks none.
    static func html(_ view: View, _ query: PageQuery = PageQuery(), current: FeedState.Health?? = .none) -> HTML {
        func link(_ health: FeedState.Health?, _ count: Int, _ name: String) -> HTML {
            let address = query.with(("health", health?.rawValue ?? ""), ("page", "")).address("feeds")
            let mark: HTML = current == .some(health) ? " aria-current=\"true\"" : ""
            let sign: HTML = health.map { "<span aria-hidden=\"true\">\(HealthMark.sign($0))</span> " as HTML } ?? ""
            return
                "<li><a class=\"\(count > 0 ? health?.rawValue ?? "" : "")\" href=\"\(address)\"\(mark)>\(sign)<b>\(Figures.text(count))</b> \(name)</a></li>"
        }
        let links = FeedState.Health.shown.map { link($0.0, view.count($0.0), $0.1) }
        return "<ul class=\"choices\" aria-label=\"Feeds by health\">\(([link(nil, view.feeds.count, "in all")] + links).joined())</ul>"
    }
}
