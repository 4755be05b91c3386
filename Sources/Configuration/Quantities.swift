/// Reading of the quantities that a configuration writes with a unit.
enum Quantities {
    /// "0s", "30s", "15m", "6h", "7d"; `nil` for anything else.
    static func duration(_ text: String) -> Duration? {
        guard let (number, unit) = split(text) else { return nil }
        let seconds: Int64? =
            switch unit {
            case "s": 1
            case "m": 60
            case "h": 3600
            case "d": 86_400
            default: nil
            }
        guard let seconds, number <= 100_000_000 else { return nil }
        return .seconds(number * seconds)
    }

    /// "500kB", "64MB", "2GB", in powers of 1024; a bare number is bytes. `nil` for anything else.
    static func size(_ text: String) -> Int? {
        guard let (number, unit) = split(text) else { return nil }
        let shift: Int? =
            switch unit {
            case "", "B": 0
            case "kB", "KB": 10
            case "MB": 20
            case "GB": 30
            default: nil
            }
        guard let shift, number <= 1_000_000_000_000 >> Int64(shift) else { return nil }
        return Int(number) << shift
    }

    private static func split(_ text: String) -> (Int64, Substring)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        return (number, text[digits.endIndex...])
    }
}
