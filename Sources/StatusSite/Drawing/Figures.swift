/// Numbers as people read them.
public enum Figures {
    /// In groups of three digits: `10,000`.
    public static func text(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// With one digit behind the point.
    static func text(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

    /// A number of bytes.
    public static func bytes(_ bytes: Int) -> String {
        switch bytes {
        case ..<10_000: "\(bytes) B"
        case ..<10_000_000: "\(bytes / 1000) kB"
        case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000) GB"
        }
    }

    /// A number with what is counted: `1 feed`, `2 feeds`.
    public static func text(_ number: Int, _ one: String, _ many: String) -> String { "\(text(number)) \(number == 1 ? one : many)" }
}
