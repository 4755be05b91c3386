import Records

/// Counts by hour as bars, drawn as SVG whose writing stays the same size however wide it is.
struct BarChart {
    var title: String
    /// What is counted, in the plural.
    var unit: String
    /// The current hour last.
    var counts: [Int]
    var now: Moment

    private static let room = 120.0

    /// The drawing with a title and a description for those who do not see it.
    func html(id: String) -> HTML {
        let most = counts.max() ?? 0
        let top = Self.rounded(max(most, 1))
        let hours = max(counts.count, 1)
        let total = counts.reduce(0, +)
        let middle = top.isMultiple(of: 2) ? Figures.text(top / 2) : ""
        return """
            <figure class="chart"><figcaption>\(title), UTC <span><b>\(Figures.text(total))</b> in \(hours) hours</span></figcaption>
            <div class="plot"><div class="axis" aria-hidden="true"><span>\(Figures.text(top))</span><span>\(middle)</span><span>0</span></div>
            <svg role="img" aria-labelledby="\(id)-title">
            <title id="\(id)-title">\(title): \(total) \(unit) in \(hours) hours, \(most) in the busiest, \(counts.last ?? 0) in the current one</title>
            <line x1="0" x2="100%" y1=".5" y2=".5"/><line x1="0" x2="100%" y1="60.5" y2="60.5"/>
            \(bars(top: top))
            <line x1="0" x2="100%" y1="120.5" y2="120.5"/>
            </svg></div></figure>
            """
    }

    private func bars(top: Int) -> HTML {
        let step = 100 / Double(max(counts.count, 1))
        let every: Int64 = counts.count > 24 ? 12 : 6
        let first = HourlyCounts.hour(of: now) - Int64(counts.count - 1)
        var bars = HTML()
        for (place, count) in counts.enumerated() {
            let hour = (first + Int64(place)) % 24
            let isLast = place == counts.count - 1
            if count > 0 {
                let height = max(1.5, Double(count) / Double(top) * Self.room)
                bars += """
                    <rect\(isLast ? " class=\"now\"" as HTML : "") x="\(Self.number(Double(place) * step + step * 0.08))%" \
                    y="\(Self.number(Self.room - height))" width="\(Self.number(step * 0.84))%" height="\(Self.number(height))" rx="1">\
                    <title>\(Self.clock(hour)): \(Figures.text(count)) \(unit)</title></rect>
                    """
            }
            if hour % every == 0 {
                let anchor: HTML = isLast ? " class=\"last\"" : place == 0 ? " class=\"first\"" : ""
                let x = isLast ? 100 : place == 0 ? 0 : (Double(place) + 0.5) * step
                bars += "<text\(anchor) x=\"\(Self.number(x))%\" y=\"136\">\(Self.clock(hour))</text>"
            }
        }
        return bars
    }

    /// The next figure that is easily halved: 1, 2, 4, 6, 8, 10, 20, 30, 40, 50, 60, 80, 100 …
    static func rounded(_ most: Int) -> Int {
        for unit in [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] {
            for step in unit == 1 ? [1, 2, 4, 6, 8] : [1, 2, 3, 4, 5, 6, 8] where most <= step * unit { return step * unit }
        }
        return most
    }

    private static func clock(_ hour: Int64) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }

    /// With two digits behind the point.
    private static func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
