/// The words of a written date: months, days of the week, halves of the day, eras, zones.
extension WrittenDate {
    mutating func readWord() {
        let start = scanner.position
        let word = scanner.word()
        let meaning = nextNumber
        nextNumber = .open
        if let found = DateWords.english(word) { return take(found) }
        if fields.hour != nil, readHalf(word) || readZone(word, from: start) { return }
        if readName(word, from: start) { return }
        if fields.hour != nil, offsetState != .settled, readRegion(from: start) { return }
        // In "thứ 5" and "tháng 11" nothing stands between; a lone letter is no word.
        if word.count < 2 { nextNumber = meaning }
    }

    private mutating func take(_ found: DateWord) {
        weekdays |= found.weekdays
        languages.formUnion(found.languages)
        if found.isMonth { placeMonth(found) }
    }

    /// A month's name; one in front of everything ("mar., 05 nov.") may be a day of the week instead.
    private mutating func placeMonth(_ word: DateWord) {
        if fields.month == nil {
            monthIsTentative = fields.day == nil
        } else if monthIsTentative, fields.year == nil {
            monthIsTentative = false
        } else {
            return
        }
        disputed = word.readings
        fields.month = word.month ?? word.readings.first?.month
    }

    // MARK: Names

    /// A word that ``DateWords`` knows, or several together.
    private mutating func readName(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var key = DateWords.Key()
        key.add(word)
        // Shortened names with a dot behind each letter: "พ.ย.", "μ.μ.".
        let isThai = word.count >= 3 && word[0] == 0xE0 && (0xB8...0xBB).contains(word[1])
        if isThai || (word.count == 2 && word[0] >= 0xC3) {
            while scanner.byte == UInt8(ascii: "."), scanner.byte(after: 1).map({ $0 >= 0xC3 }) == true {
                scanner.position += 1
                key.add(scanner.word())
            }
        }
        var found = DateWords.find(key)
        if found == nil, word.count > 6, word[0] == 0xD7, word[1] == 0x91 {
            // Hebrew's "in" is part of the word.
            var bare = DateWords.Key()
            bare.add(UnsafeBufferPointer(rebasing: word[2...]))
            found = DateWords.find(bare)
        }
        if found == nil, word.count > 6, word[0] >= 0xE4 {
            // Chinese, Japanese and Korean put no blanks between words; what counts stands before the number.
            var last = DateWords.Key()
            last.add(UnsafeBufferPointer(rebasing: word[(word.count - 6)...]))
            found = DateWords.find(last)
        }
        guard var found else { return false }
        // "9to5mac" and "lap1" are other names; "05ene2024" has digits on both sides.
        if word.count <= 4, word[0] < 0x80, found.isMonth {
            let isBehindDigit = start > 0 && DateScanner.isDigit(scanner.bytes[start - 1])
            guard isBehindDigit == scanner.isDigit(after: 0), scanner.byte != UInt8(ascii: "_") else { return false }
        }
        if found.isBeginning {
            var ahead = scanner
            for _ in 0..<2 {
                ahead.skipBlanks()
                let next = ahead.word()
                guard !next.isEmpty else { break }
                key = key.joined(with: next)
                guard let longer = DateWords.find(key) else { break }
                guard longer.isMonth || longer.weekdays != 0 || longer.sign != nil else { continue }
                found = longer
                scanner = ahead
            }
        }
        if isThai, found.isMonth, word[1] <= 0xB9 { isBuddhist = true }
        take(found)
        if let sign = found.sign { take(sign, of: word, from: start) }
        return true
    }

    private mutating func take(_ sign: DateWord.Sign, of word: UnsafeBufferPointer<UInt8>, from start: Int) {
        switch sign {
        case .morning, .afternoon:
            // Short marks are other words elsewhere: they count behind the clock only, and Latin ones as capitals.
            if word.count < 6 || word[0] < 0xE0 {
                guard fields.hour != nil, start - clockEnd <= 1 else { return }
                guard word.count > 3 || word.allSatisfy({ $0 >= 0x80 || (0x41...0x5A).contains($0) }) else { return }
            }
            half = half ?? (sign == .morning ? .morning : .afternoon)
            if word[0] >= 0xEA { isKorean = true }
        case .month:
            // Not the end of "5th".
            guard start == 0 || !DateScanner.isDigit(scanner.bytes[start - 1]) else { return }
            nextNumber = .month
        case .weekday: nextNumber = .weekday
        case .buddhist: isBuddhist = true
        case .era(let years): era = years
        }
    }

    /// "am", "PM", "a.m.", "p. m.", and Albanian "p.d." before and "m.d." after noon.
    private mutating func readHalf(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count <= 2, var second = word.last, second < 0x80 else { return false }
        var ahead = scanner
        if word.count == 1 {
            guard ahead.take(UInt8(ascii: ".")) else { return false }
            ahead.skipBlanks()
            guard let byte = ahead.byte, !ahead.isLetter(after: 1) else { return false }
            second = byte
            ahead.position += 1
        }
        switch (word[0] | 0x20, second | 0x20) {
        case (UInt8(ascii: "a"), UInt8(ascii: "m")): (half, halfIsEnglish) = (.morning, true)
        case (UInt8(ascii: "p"), UInt8(ascii: "m")): (half, halfIsEnglish) = (.afternoon, true)
        case (UInt8(ascii: "p"), UInt8(ascii: "d")) where word.count == 1: half = .morning
        case (UInt8(ascii: "m"), UInt8(ascii: "d")) where word.count == 1: half = .afternoon
        default: return false
        }
        scanner = ahead
        return true
    }

    // MARK: Zones

    /// An abbreviation, or a name of the zone database.
    private mutating func readZone(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard offsetState != .settled, word.count <= 10 else { return false }
        if scanner.byte == UInt8(ascii: "/"), scanner.isLetter(after: 1), DateZoneNames.isArea(word) {
            readPath(from: start)
            return true
        }
        guard word.count <= 5 else { return false }
        if scanner.isDigit(after: 0), scanner.isLetter(after: 1) {
            // "EST5EDT"
            var ahead = scanner
            ahead.position += 1
            _ = ahead.word()
            var key = DateWords.Key()
            key.add(UnsafeBufferPointer(rebasing: scanner.bytes[start..<ahead.position]))
            guard let found = DateZoneNames.find(key) else { return false }
            scanner = ahead
            settle(found)
            return true
        }
        if let offset = ZoneNames.offset(of: word) {
            // "GMT Daylight Time" is another.
            if scanner.byte == 0x20, let next = scanner.byte(after: 1),
                next | 0x20 == UInt8(ascii: "d") || next | 0x20 == UInt8(ascii: "s"),
                readRegion(from: start)
            {
                return true
            }
            fields.offset = offset
            // "GMT+0200" and "UTC-5": the number that follows is the zone.
            offsetState = offset == 0 ? .universal : .settled
            return true
        }
        // "ET", "PT"
        guard word.count <= 3, word.allSatisfy({ (0x41...0x5A).contains($0) }) else { return false }
        var key = DateWords.Key()
        key.add(word)
        guard let found = DateZoneNames.find(key) else { return false }
        settle(found)
        return true
    }

    /// "America/New_York"; a name that isn't known leaves the time unknown.
    private mutating func readPath(from start: Int) {
        while let byte = scanner.byte, byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || (0x61...0x7A).contains(byte | 0x20) {
            scanner.position += 1
        }
        var key = DateWords.Key()
        key.add(UnsafeBufferPointer(rebasing: scanner.bytes[start..<scanner.position]))
        guard let found = DateZoneNames.find(key) else {
            isBroken = true
            return
        }
        guard found.standard == 0, found.daylight == .none, scanner.byte == UInt8(ascii: "+") || scanner.byte == UInt8(ascii: "-") else {
            return settle(found)
        }
        // "Etc/GMT+5" is five hours west.
        guard case .minutes(let minutes) = scanner.offset() else {
            isBroken = true
            return
        }
        fields.offset = -minutes
        offsetState = .settled
    }

    /// "Eastern Standard Time", "Central European Time", "W. Europe Standard Time", "Pacific".
    private mutating func readRegion(from start: Int) -> Bool {
        var ahead = DateScanner(scanner.bytes, at: start)
        var region = DateWords.Key()
        let first = ahead.word()
        region.add(first)
        let alone = region
        for _ in 0..<4 {
            while let byte = ahead.byte, byte <= 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") { ahead.position += 1 }
            let word = ahead.word()
            guard !word.isEmpty else { break }
            guard let season = DateZoneNames.season(word) else {
                region = region.joined(with: word)
                continue
            }
            var end = ahead
            end.skipBlanks()
            let isTime = season == .any || DateZoneNames.season(end.word()) == .any
            guard isTime else { return false }
            guard let zone = DateZoneNames.find(region) else {
                // "at that time" is no zone, "Foo Standard Time" one that isn't known.
                isBroken = isBroken || season != .any
                return season != .any
            }
            scanner = season == .any ? ahead : end
            settle(zone.fixed(season))
            return true
        }
        guard DateZoneNames.isSpokenAlone(alone), let zone = DateZoneNames.find(alone) else { return false }
        settle(zone)
        return true
    }

    private mutating func settle(_ found: DateZone) {
        zone = found
        offsetState = .settled
    }
}
