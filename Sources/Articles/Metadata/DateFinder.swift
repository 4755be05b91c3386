import Markup

/// Finds a day within a short text or an address.
enum DateFinder {
    /// The first day that stands in a text, among other words.
    static func first(in text: String) -> Timestamp? {
        let text = Words.collapse(text)
        guard text.utf8.count >= 6, text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        if let whole = DateChooser.read(text) { return whole }
        guard hasYear(text) else { return nil }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "|" || $0 == "(" || $0 == ")" || $0 == "•" || $0 == "·" })
        guard words.count <= 60 else { return nil }
        for start in words.indices {
            for length in [5, 4, 3, 2, 1] where start + length <= words.count {
                let slice = words[start..<start + length].joined(separator: " ")
                guard slice.utf8.count >= 6, slice.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { continue }
                var trimmed = slice[...]
                while let last = trimmed.last, ",.;:".contains(last) { trimmed = trimmed.dropLast() }
                if let date = DateChooser.read(String(trimmed)) { return date }
            }
        }
        return nil
    }

    /// The times of day in a text, as minutes after midnight: "22:28", "10.28 p.m.", "20 h 23".
    static func clockTimes(in text: String) -> [Int] {
        let bytes = Array(text.lowercased().utf8)
        func digit(_ place: Int) -> Int? {
            bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place]) ? Int(bytes[place] - 0x30) : nil
        }
        var times: [Int] = []
        for place in bytes.indices {
            guard bytes[place] == UInt8(ascii: ":") || bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: "h") else {
                continue
            }
            // French typesetting puts blanks around the letter.
            let before = place > 0 && bytes[place - 1] == 0x20 ? place - 2 : place - 1
            let after = place + 1 < bytes.count && bytes[place + 1] == 0x20 ? place + 2 : place + 1
            guard let unit = digit(before), let tenMinutes = digit(after), let minutes = digit(after + 1), digit(after + 2) == nil else {
                continue
            }
            let hour = (digit(before - 1) ?? 0) * 10 + unit
            guard hour < 24, tenMinutes < 6, digit(before - 2) == nil else { continue }
            let rest = bytes[min(bytes.count, after + 2)..<min(bytes.count, after + 5)].filter { $0 != 0x20 }
            let isAfternoon = rest.first == UInt8(ascii: "p") && hour < 12
            let isMidnight = rest.first == UInt8(ascii: "a") && hour == 12
            times.append((isMidnight ? 0 : hour + (isAfternoon ? 12 : 0)) * 60 + tenMinutes * 10 + minutes)
        }
        return times
    }

    /// Whether four digits stand together that may be a year.
    private static func hasYear(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            digits = byte >= 0x30 && byte <= 0x39 ? digits + 1 : 0
            if digits == 4 { return true }
        }
        return false
    }

    /// The day in an address's path.
    static func inAddress(_ address: String) -> Timestamp? {
        var path = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        // An archive puts the time of its copy in front of the page's own address.
        if path.hasPrefix("web.archive.org/"), let own = path.firstRange(of: "://") { path = path[own.upperBound...] }
        // Of a long number the first twelve digits are kept.
        var numbers: [(value: Int, digits: Int, leading: Int)] = []
        var digits = 0
        var value = 0
        var leading = 0
        for byte in Array(path.utf8) + [0x2F] {
            if byte >= 0x30, byte <= 0x39 {
                digits += 1
                if digits <= 9 { value = value * 10 + Int(byte - 0x30) }
                if digits <= 12 { leading = leading * 10 + Int(byte - 0x30) }
            } else {
                if digits > 0 { numbers.append((value, digits, leading)) }
                if byte != 0x2F, byte != 0x2D, byte != 0x5F, byte != 0x2E { numbers.append((-1, 0, 0)) }
                (digits, value, leading) = (0, 0, 0)
            }
        }
        for index in numbers.indices {
            let number = numbers[index]
            if number.digits == 8, let date = day(number.value / 10_000, number.value / 100 % 100, number.value % 100) { return date }
            // Day and time in one number, often with more behind: "A2026012914320005196".
            if (14...20).contains(number.digits), let date = stamp(number.leading) { return date }
            guard index + 2 < numbers.count else { continue }
            if number.digits == 4, numbers[index + 1].digits <= 2, numbers[index + 1].digits > 0, numbers[index + 2].digits <= 2,
                numbers[index + 2].digits > 0,
                let date = day(number.value, numbers[index + 1].value, numbers[index + 2].value)
            {
                return date
            }
        }
        return nil
    }

    /// The day of a number that holds year, month, day, hour and minute.
    private static func stamp(_ number: Int) -> Timestamp? {
        guard number / 100 % 100 < 24, number % 100 < 60, number / 100_000_000 < 2100 else { return nil }
        return day(number / 100_000_000, number / 1_000_000 % 100, number / 10_000 % 100)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Timestamp? {
        guard (1995...2099).contains(year), let date = CivilDate(year: year, month: month, day: day) else { return nil }
        return Timestamp(milliseconds: date.daysSinceEpoch * 86_400_000, isDay: true)
    }
}
