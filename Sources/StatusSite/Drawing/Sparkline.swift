/// A small drawing of counts beside a line of a table.
enum Sparkline {
    static func html(_ counts: [Int]) -> HTML {
        let total = counts.reduce(0, +)
        guard total > 0 else { return "<span class=\"none\">none</span>" }
        let most = Double(max(counts.max() ?? 0, 1))
        var path = ""
        for (place, count) in counts.enumerated() where count > 0 {
            let height = Figures.text(max(1.5, Double(count) / most * 18))
            path += "M\(place * 4) 19v-\(height)h3v\(height)z"
        }
        let width = counts.count * 4
        return """
            <svg class="spark" viewBox="0 0 \(width) 20" role="img" aria-label="\(total) new in \(counts.count) hours">\
            <path class="ground" d="M0 19h\(width)v1h-\(width)z"/><path d="\(path)"/></svg> \(Figures.text(total))
            """
    }
}
