/// The kinds of lines that an agency sends.
extension WireCopy {
    mutating func document() {
        switch number(0...9) {
        case 0, 1: results()
        case 2: standings()
        case 3: athletes()
        case 4: tennis()
        case 5: american()
        case 6: cricket()
        case 7: lineups()
        default: story()
        }
    }

    private mutating func headline(_ sport: String) {
        put("\(sport) - ")
        switch number(0...4) {
        case 0:
            club(loud: true)
            put(pick([" BEAT ", " HELD BY ", " CRUSH ", " SIGN ", " FACE "]))
            club(loud: true)
        case 1:
            country(loud: true)
            put(pick([" WIN IN ", " OUT OF CUP AFTER DEFEAT IN ", " READY FOR ", " NAME SQUAD TO PLAY "]))
            country(loud: true)
        case 2:
            surname(loud: true)
            put(pick([" WINS TITLE", " OUT FOR SEASON", " LEADS AFTER FIRST ROUND", " BREAKS RECORD"]))
        default:
            put(pick(["RESULTS", "STANDINGS", "SUMMARIES", "FIRST DIVISION RESULTS", "LEADING SCORES", "SCOREBOARD"]))
            if chance(2) {
                put(" IN ")
                city(loud: true)
            }
        }
        put(".\n")
        dateline()
    }

    private mutating func dateline() {
        switch number(0...3) {
        case 0:
            city(loud: true)
            put(" \(number(1994...2004))-0\(number(1...9))-\(number(10...28))\n")
        case 1:
            city(loud: true)
            put(", \(pick(["Aug", "Sept", "Dec", "Jan", "March", "May"])) \(number(1...28)) ")
            bracketed { $0.name($0.pick(WireNames.agencies), "ORG") }
            put(" - ")
        case 2:
            city(loud: true)
            put(", ")
            country()
            put(" ")
            bracketed { $0.name($0.pick(WireNames.agencies), "ORG") }
            put(pick([" _ ", " - ", " -- "]))
        default:
            city(loud: true)
            put(" ")
            bracketed { $0.name($0.pick(WireNames.agencies), "ORG") }
            put(" - ")
        }
    }

    private mutating func results() {
        headline(pick(["SOCCER", "RUGBY LEAGUE", "RUGBY UNION", "AUSTRALIAN RULES"]))
        put("Results of matches played on \(pick(["Saturday", "Sunday", "Friday", "Wednesday"])):\n")
        let national = chance(5)
        for _ in 0..<number(5...12) {
            if national { country() } else { club() }
            put(" \(number(0...5)) ")
            if chance(4) {
                bracketed {
                    $0.surname()
                    $0.put(" \($0.number(1...90))")
                    if $0.chance(2) {
                        $0.put(", ")
                        $0.surname()
                        $0.put(" \($0.number(1...90))")
                    }
                }
                put(" ")
            }
            if national { country() } else { club() }
            put(" \(number(0...5))\n")
        }
    }

    private mutating func standings() {
        headline("SOCCER")
        put("Standings \(bracketText("tabulate under played, won, drawn, lost, points")):\n")
        for _ in 0..<number(6...12) {
            if chance(8) { country() } else { club() }
            for _ in 0..<7 { put(" \(number(0...40))") }
            put("\n")
        }
    }

    private func bracketText(_ text: String) -> String { apart ? "( \(text) )" : "(\(text))" }

    private mutating func athletes() {
        headline(pick(["ATHLETICS", "CYCLING", "SKIING", "SWIMMING", "MOTOR RACING", "GOLF"]))
        let teams = chance(3)
        for place in 1...number(6...12) {
            put(pick(["\(place). ", "\(place) "]))
            person()
            put(" ")
            switch number(0...2) {
            case 0 where teams, 1 where teams:
                bracketed { $0.country() }
                put(" ")
                name(pick(WireNames.companies), "ORG")
            default: bracketed { $0.country() }
            }
            put(" \(number(1...9)):\(number(10...59)).\(number(10...99))\n")
        }
    }

    private mutating func tennis() {
        headline(pick(["TENNIS", "BADMINTON", "SQUASH"]))
        put(pick(["Men's singles, second round\n", "Women's singles, first round\n", "Quarter-finals\n", "Results on Thursday:\n"]))
        for _ in 0..<number(4...9) {
            if chance(3) { put("\(number(1...16)) - ") }
            person()
            put(" ")
            bracketed { $0.country() }
            put(" beat ")
            if chance(4) { put("\(number(1...16)) - ") }
            person()
            put(" ")
            bracketed { $0.country() }
            for _ in 0..<number(2...3) {
                put(" ")
                score()
            }
            put("\n")
        }
    }

    private mutating func american() {
        put(pick(["BASEBALL", "NBA BASKETBALL", "NFL AMERICAN FOOTBALL", "NHL ICE HOCKEY"]))
        put(pick([" - RESULTS.\n", " - STANDINGS AFTER \(pick(["THURSDAY", "FRIDAY"]))'S GAMES.\n", " - MAJOR LEAGUE RESULTS.\n"]))
        dateline()
        put("\n")
        let kind = number(0...3)
        for _ in 0..<number(5...10) {
            let first = pick(WireNames.teams)
            let second = pick(WireNames.teams)
            switch kind {
            case 0:
                name(first.town, "ORG")
                put(" \(number(0...120)) ")
                name(second.town, "ORG")
                put(" \(number(0...120))\n")
            case 1:
                name(first.town, "ORG", loud: chance(2))
                put(" \(number(20...90)) \(number(20...90)) .\(number(200...700)) \(pick(["-", "2", "7 1/2", "13"]))\n")
            case 2:
                name(first.town, "ORG", loud: chance(2))
                put(piece.text.last?.isUppercase == true ? " AT " : " at ")
                name(second.town, "ORG", loud: piece.text.hasSuffix(" AT "))
                put("\n")
            default:
                put("In ")
                name(first.town, "LOC")
                put(", ")
                person()
                put(
                    pick([
                        " hit a two-run homer as the ", " scored \(number(10...45)) points and the ",
                        " threw for \(number(150...400)) yards to lift the ",
                    ]))
                name(chance(2) ? first.nickname : "\(first.town) \(first.nickname)", "ORG")
                put(pick([" past the ", " over the ", " to a victory against the "]))
                name(chance(2) ? second.nickname : "\(second.town) \(second.nickname)", "ORG")
                put(" ")
                score()
                put(".\n")
            }
        }
    }

    private mutating func cricket() {
        headline("CRICKET")
        if chance(2) {
            for _ in 0..<number(3...6) {
                put("At ")
                city()
                put(": ")
                name(pick(WireNames.counties), "ORG")
                put(" \(number(120...500))-\(number(1...9)) ")
                bracketed { copy in
                    copy.initialled()
                    copy.put(" \(copy.number(50...180)) not out")
                }
                put(" v ")
                name(pick(WireNames.counties), "ORG")
                put(".\n")
            }
            return
        }
        country()
        put(" first innings\n")
        for _ in 0..<number(5...10) {
            if chance(2) { initialled() } else { surname() }
            switch number(0...3) {
            case 0: put(" not out \(number(0...150))\n")
            case 1:
                put(" lbw b ")
                surname()
                put(" \(number(0...150))\n")
            case 2:
                put(" b ")
                surname()
                put(" \(number(0...150))\n")
            default:
                put(" c ")
                surname()
                put(" b ")
                surname()
                put(" \(number(0...150))\n")
            }
        }
        put("Bowling: ")
        surname()
        put(" \(number(10...30))-\(number(1...9))-\(number(20...90))-\(number(0...6)), ")
        surname()
        put(" \(number(10...30))-\(number(1...9))-\(number(20...90))-\(number(0...6))\n")
    }

    private mutating func lineups() {
        headline(pick(["SOCCER", "RUGBY UNION"]))
        put("Teams:\n")
        for _ in 0..<number(2...3) {
            if chance(2) { country() } else { club() }
            put(pick([": ", " - "]))
            let numbered = chance(2)
            for player in 1...number(6...12) {
                if player > 1 { put(pick([", ", "; "])) }
                if numbered { put("\(player)-") }
                if chance(3) { surname() } else { person() }
                if chance(6) {
                    put(" ")
                    bracketed { $0.chance(2) ? $0.club() : $0.surname() }
                }
            }
            put(".\n")
        }
    }

    private mutating func story() {
        if chance(2) { dateline() }
        for _ in 0..<number(3...6) {
            switch number(0...8) {
            case 0:
                company()
                put(
                    pick([
                        " shares rose \(number(1...9)) percent", " said it would cut \(number(100...9000)) jobs",
                        " posted a quarterly profit",
                    ]))
                put(" after ")
                company()
                put(" withdrew its offer.\n")
            case 1:
                put("\"We are confident,\" said ")
                person()
                put(pick([", an analyst at ", ", chief economist at ", " of ", ", a spokesman for "]))
                company()
                put(" in ")
                city()
                put(".\n")
            case 2:
                put("The ")
                name(pick(WireNames.papers), "ORG")
                put(" reported that ")
                name(pick(WireNames.bodies), "ORG")
                put(" officials met in ")
                city()
                put(".\n")
            case 3:
                name(pick(WireNames.bodies), "ORG")
                put(" and ")
                name(pick(WireNames.bodies), "ORG")
                put(" urged ")
                country()
                put(" to hold talks with ")
                country()
                put(".\n")
            case 4:
                surname()
                put(" joined ")
                club()
                put(" from ")
                club()
                put(" for \(number(1...20)) million pounds.\n")
            case 5:
                club()
                put(" striker ")
                person()
                put(" scored twice against ")
                club()
                put(" in ")
                city()
                put(".\n")
            case 6:
                put("-- ")
                city()
                put(" newsroom +44 171 542 \(number(1000...9999))\n")
            case 7:
                person()
                put(" of ")
                country()
                put(" finished ahead of ")
                country()
                put("'s ")
                person()
                put(".\n")
            default:
                put("The ")
                name(pick(WireNames.teams).nickname, "ORG")
                put(" traded ")
                person()
                put(" to ")
                name(pick(WireNames.teams).town, "ORG")
                put(" for ")
                person()
                put(".\n")
            }
        }
    }
}
