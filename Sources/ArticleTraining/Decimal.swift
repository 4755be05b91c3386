/// Numbers as a model's text writes them: at most six digits.
enum Decimal {
    static func text(_ value: Float) -> String {
        guard value != 0, value.isFinite else { return "0" }
        // The power of ten of the first digit, found without a logarithm, whose rounding differs from one library to another.
        var power = 0
        var size = Double(value.magnitude)
        while size >= 10, power < 60 { (size, power) = (size / 10, power + 1) }
        while size < 1, power > -60 { (size, power) = (size * 10, power - 1) }
        var digits = Int((size * 100_000).rounded())
        var exponent = power - 5
        while digits != 0, digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
        let sign = value < 0 ? "-" : ""
        if exponent >= 0, exponent <= 9 { return sign + String(digits) + String(repeating: "0", count: exponent) }
        let text = String(digits)
        if exponent < 0, -exponent < text.count { return sign + text.dropLast(-exponent) + "." + text.suffix(-exponent) }
        if exponent < 0, -exponent <= text.count + 4 { return sign + "0." + String(repeating: "0", count: -exponent - text.count) + text }
        return "\(sign)\(digits)e\(exponent)"
    }

    static func rounded(_ value: Float) -> Float { Float(text(value)) ?? value }
}
