import Store

/// How many feeds are in which health, as parts of one bar.
enum HealthBar {
    static func html(_ view: View) -> HTML {
        let all = view.feeds.count
        guard all > 0 else { return "" }
        var start = 0.0
        var parts = HTML()
        for (health, _) in FeedState.Health.shown {
            let count = view.count(health)
            guard count > 0 else { continue }
            // What needs a look can be seen also where it is one feed of ten thousand.
            let width = min(max(Double(count) / Double(all) * 100, 0.6), 100 - start)
            parts += "<rect class=\"\(health.rawValue)\" x=\"\(Figures.text(start))%\" width=\"\(Figures.text(width))%\" height=\"100%\"/>"
            start += width
        }
        return "<svg class=\"bar\" aria-hidden=\"true\">\(parts)</svg>"
    }
}
