import Records

/// Counts by hour as bars, drawn as SVG.
struct BarChart {
    var title: String
    /// What is counted, in the plural.
    var unit: String
    /// The current hour last.
    var counts: [Int]
    var now: Moment

    private static let width = 480
    private static let height = 120
    private static let foot = 18

    /// The drawing with a title and a description for those who do not see it.
    func html(id: String) -> HTML {
        let most = max(counts.max() ?? 0, 1)
        let top = Self.rounded(most)
        let step = Double(Self.width) / Double(max(counts.count, 1))
        let room = Double(Self.height - Self.foot - 12)
        let first = HourlyCounts.hour(of: now) - Int64(counts.count - 1)
        var bars = HTML()
        for (place, count) in counts.enumerated() {
            let height = Double(count) / Double(top) * room
            let x = Self.number(Double(place) * step + 1)
            let hour = (first + Int64(place)) % 24
            bars += """
                <rect x="\(x)" y="\(Self.number(12 + room - height))" width="\(Self.number(step - 2))" height="\(Self.number(height))">\
                <title>\(Self.clock(hour)) UTC: \(count) \(unit)</title></rect>
                """
            if hour % 6 == 0 {
                let anchor: HTML = place == counts.count - 1 ? " class=\"last\"" : ""
                bars +=
                    "<text\(anchor) x=\"\(Self.number(Double(place) * step + step / 2))\" y=\"\(Self.height - 4)\">\(Self.clock(hour))</text>"
            }
        }
        let total = counts.reduce(0, +)
        return """
            <figure class="chart"><figcaption>\(title)</figcaption>
            <svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-labelledby="\(id)-title">
            <title id="\(id)-title">\(title): \(total) \(unit) in \(counts.count) hours, \(most == 1 && total == 0 ? 0 : most) in the busiest, \
            \(counts.last ?? 0) in the current one</title>
            <line x1="0" x2="\(Self.width)" y1="12" y2="12"/><text class="top" x="2" y="10">\(top)</text>
            \(bars)
            <line x1="0" x2="\(Self.width)" y1="\(Self.height - Self.foot)" y2="\(Self.height - Self.foot)"/>
            </svg></figure>
            """
    }

    /// The next of 1, 2, 5, 10, 20, 50 …
    static func rounded(_ most: Int) -> Int {
        var top = 1
        for factor in [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000] where top < most { top = factor }
        return max(top, most)
    }

    private static func clock(_ hour: Int64) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }

    /// With one digit behind the point.
    static func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

/// A small drawing of counts beside a line of a table.
enum Sparkline {
    static func html(_ counts: [Int]) -> HTML {
        let total = counts.reduce(0, +)
        guard total > 0 else { return "<span class=\"none\">–</span>" }
        let most = Double(max(counts.max() ?? 0, 1))
        var path = ""
        for (place, count) in counts.enumerated() where count > 0 {
            let height = max(1.5, Double(count) / most * 18)
            path += "M\(place * 4) 20v-\(BarChart.number(height))h3v\(BarChart.number(height))z"
        }
        return """
            <svg class="spark" viewBox="0 0 \(counts.count * 4) 20" role="img" aria-label="\(total) new in \(counts.count) hours">\
            <path d="\(path)"/></svg>
            """
    }
}
