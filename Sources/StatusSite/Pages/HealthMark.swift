import Store

/// A feed's health as a word with a sign, so that nobody needs to tell colours apart.
enum HealthMark {
    static func html(_ health: FeedState.Health) -> HTML {
        let sign: HTML =
            switch health {
            case .ok: "✓"
            case .failing: "✗"
            case .gone: "⌫"
            case .new: "…"
            }
        return "<span class=\"health \(health.rawValue)\"><span aria-hidden=\"true\">\(sign)</span> \(health.rawValue)</span>"
    }
}
