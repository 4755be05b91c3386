/// A zone of the world: its offset, and when its clocks are put forward.
struct DateZone {
    /// Minutes east of UTC in winter.
    let standard: Int
    let daylight: Daylight
    /// The first year for which this is right; what was before isn't kept.
    let since: Int

    /// Whose rule the summer's hour follows.
    enum Daylight: Substring {
        case none, america, europe, australia, zealand, israel
    }

    /// The offset at a time by this zone's clocks, or `nil` where it isn't known. Of the hour that comes twice it is the first.
    func offset(on date: CivilDate, minute: Int) -> Int? {
        guard (since...9999).contains(date.year) else { return nil }
        let time = date.daysSinceEpoch * 1440 + Int64(minute)
        func sunday(_ month: Int, _ day: Int, at minute: Int) -> Int64 {
            Self.firstSunday(from: CivilDate(year: date.year, month: month, day: day)) * 1440 + Int64(minute)
        }
        let isSummer: Bool
        switch daylight {
        case .none: isSummer = false
        case .america where date.year >= 2007: isSummer = time >= sunday(3, 8, at: 120) && time < sunday(11, 1, at: 120)
        case .america: isSummer = time >= sunday(4, 1, at: 120) && time < sunday(10, 25, at: 120)
        // At 01:00 UTC everywhere.
        case .europe: isSummer = time >= sunday(3, 25, at: 60 + standard) && time < sunday(10, 25, at: 120 + standard)
        case .australia: isSummer = time < sunday(4, 1, at: 180) || time >= sunday(10, 1, at: 120)
        case .zealand: isSummer = time < sunday(4, 1, at: 180) || time >= sunday(9, 24, at: 120)
        case .israel: isSummer = time >= sunday(3, 25, at: 120) - 2 * 1440 && time < sunday(10, 25, at: 120)
        }
        return isSummer ? standard + 60 : standard
    }

    /// The zone as "Standard", "Daylight" or just "Time" behind its region says.
    func fixed(_ season: DateZoneNames.Season) -> DateZone {
        switch season {
        case .any: self
        // Where clocks change, winter's offset was the same before the rule that is kept.
        case .standard: DateZone(standard: standard, daylight: .none, since: daylight == .none ? since : 0)
        case .daylight: DateZone(standard: standard + 60, daylight: .none, since: daylight == .none ? since : 0)
        }
    }

    /// The day number of the first Sunday on or after a day.
    private static func firstSunday(from date: CivilDate?) -> Int64 {
        guard let days = date?.daysSinceEpoch else { return 0 }
        // 1970-01-04 was one.
        return days + ((3 - days) % 7 + 7) % 7
    }
}

/// Zones by the names that are no abbreviations: `America/New_York`, `Eastern Standard Time`, `ET`.
enum DateZoneNames {
    /// A zone by its name in the zone database, its region's name before "time", or an abbreviation for summer and winter.
    static func find(_ key: DateWords.Key) -> DateZone? { zones[key] }

    /// What the word before "Time" says.
    enum Season { case any, standard, daylight }

    static func season(_ word: UnsafeBufferPointer<UInt8>) -> Season? {
        guard word.count >= 4, word.count <= 8 else { return nil }
        var key = DateWords.Key()
        key.add(word)
        return seasons[key]
    }

    private static let seasons: [DateWords.Key: Season] = [
        key("time"): .any, key("standard"): .standard, key("winter"): .standard, key("daylight"): .daylight, key("summer"): .daylight,
    ]

    /// Whether people leave out "Time" behind a region.
    static func isSpokenAlone(_ key: DateWords.Key) -> Bool { spokenAlone.contains(key) }

    private static let spokenAlone: Set<DateWords.Key> = [key("eastern"), key("central"), key("mountain"), key("pacific")]

    /// Whether a word is the first part of names in the zone database.
    static func isArea(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var key = DateWords.Key()
        key.add(word)
        return areas.contains(key)
    }

    private static let areas: Set<DateWords.Key> = Set(
        "Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US"
            .split(separator: " ").map(key))

    private static func key(_ name: Substring) -> DateWords.Key {
        var name = String(name)
        var key = DateWords.Key()
        name.withUTF8 { key.add($0) }
        return key
    }

    private static let zones: [DateWords.Key: DateZone] = {
        var zones: [DateWords.Key: DateZone] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count > 3, let standard = Int(parts[0]), let daylight = DateZone.Daylight(rawValue: parts[1]),
                let since = Int(parts[2])
            else { continue }
            for name in parts.dropFirst(3) { zones[key(name)] = DateZone(standard: standard, daylight: daylight, since: since) }
        }
        return zones
    }()

    /// Standard offset, rule and first year; then the zone database's names, and the regions (`_` for a blank) of "… Time".
    private static let table = """
        -660 none 1992 Pacific/Pago_Pago Pacific/Midway US/Samoa samoa
        -600 none 1992 Pacific/Honolulu US/Hawaii Pacific/Tahiti hawaii hawaiian hawaii_aleutian tahiti
        -540 america 1987 America/Anchorage America/Juneau America/Sitka America/Nome US/Alaska AKT alaska alaskan
        -480 america 1987 America/Los_Angeles America/Vancouver America/Tijuana US/Pacific Canada/Pacific PST8PDT PT pacific us_pacific
        -420 america 1987 America/Denver America/Boise America/Edmonton US/Mountain Canada/Mountain MST7MDT MT mountain us_mountain
        -420 none 1992 America/Phoenix US/Arizona arizona
        -360 america 1987 America/Chicago America/Winnipeg America/Menominee US/Central Canada/Central CST6CDT CT central us_central
        -360 none 1992 America/Regina Canada/Saskatchewan America/Costa_Rica America/El_Salvador canada_central central_america
        -360 none 2023 America/Mexico_City America/Monterrey America/Merida Mexico/General
        -300 america 1987 America/New_York America/Toronto America/Montreal America/Detroit America/Indiana/Indianapolis US/Eastern
        -300 america 1987 US/Michigan Canada/Eastern America/Nassau EST5EDT ET eastern us_eastern north_american_eastern
        -300 none 1993 America/Bogota America/Lima America/Jamaica America/Panama America/Cancun America/Guayaquil colombia peru ecuador
        -240 america 1987 America/Halifax America/Moncton Atlantic/Bermuda Canada/Atlantic AT atlantic
        -240 none 2017 America/Puerto_Rico America/La_Paz America/Santo_Domingo America/Manaus America/Caracas bolivia amazon venezuela
        -210 america 2012 America/St_Johns Canada/Newfoundland newfoundland
        -180 none 2020 America/Sao_Paulo America/Bahia America/Fortaleza America/Recife Brazil/East brasilia e_south_america
        -180 none 2016 America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo argentina uruguay montevideo
        -60 europe 1996 Atlantic/Azores azores
        -60 none 1992 Atlantic/Cape_Verde cape_verde
        0 none 1970 Etc/UTC Etc/GMT Etc/UCT Etc/Universal Etc/Zulu Etc/Greenwich greenwich_mean coordinated_universal universal
        0 none 1992 Atlantic/Reykjavik Africa/Abidjan Africa/Accra Africa/Dakar Africa/Bamako greenwich
        0 europe 1996 Europe/London Europe/Dublin Europe/Belfast Europe/Lisbon Europe/Jersey Europe/Guernsey Europe/Isle_of_Man
        0 europe 1996 Atlantic/Canary Atlantic/Madeira Atlantic/Faroe western_european gmt british uk london
        60 none 1998 Africa/Lagos Africa/Algiers Africa/Kinshasa Africa/Luanda Africa/Douala west_africa w_central_africa
        60 none 2010 Africa/Tunis
        60 europe 1997 Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Zurich
        60 europe 1997 Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Prague Europe/Bratislava Europe/Budapest Europe/Warsaw
        60 europe 1997 Europe/Belgrade Europe/Zagreb Europe/Ljubljana Europe/Sarajevo Europe/Skopje Europe/Podgorica Europe/Tirane
        60 europe 1997 Europe/Luxembourg Europe/Monaco Europe/Malta Europe/Andorra Europe/Vaduz Europe/San_Marino Europe/Vatican
        60 europe 1997 Europe/Gibraltar Europe/Busingen Arctic/Longyearbyen central_european central_europe w_europe romance
        120 europe 2003 Europe/Athens Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Bucharest Europe/Sofia Europe/Riga Europe/Tallinn
        120 europe 2003 Europe/Vilnius Europe/Mariehamn Asia/Nicosia eastern_european fle gtb
        120 none 2014 Europe/Kaliningrad kaliningrad
        120 israel 2013 Asia/Jerusalem Asia/Tel_Aviv israel
        120 none 1992 Africa/Johannesburg Africa/Harare Africa/Maputo Africa/Lusaka Africa/Kigali south_africa central_africa
        180 none 2015 Europe/Moscow Europe/Simferopol moscow russian
        180 none 2017 Europe/Istanbul Asia/Istanbul Europe/Minsk turkey belarus
        180 none 2008 Africa/Nairobi Africa/Addis_Ababa Africa/Kampala Africa/Dar_es_Salaam Africa/Mogadishu east_africa e_africa
        180 none 2008 Asia/Riyadh Asia/Kuwait Asia/Baghdad Asia/Qatar Asia/Bahrain Asia/Aden arab arabic arabia
        180 none 2023 Asia/Amman Asia/Damascus
        210 none 2023 Asia/Tehran iran
        240 none 2017 Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Asia/Baku Europe/Samara Indian/Mauritius gulf arabian georgia
        270 none 1992 Asia/Kabul afghanistan
        300 none 2017 Asia/Karachi Asia/Tashkent Asia/Yekaterinburg Asia/Dushanbe Asia/Ashgabat Indian/Maldives pakistan
        330 none 2007 Asia/Kolkata Asia/Calcutta Asia/Colombo india sri_lanka
        345 none 1992 Asia/Kathmandu Asia/Katmandu nepal
        360 none 2010 Asia/Dhaka Asia/Thimphu Asia/Bishkek bangladesh
        390 none 1992 Asia/Yangon Asia/Rangoon myanmar
        420 none 1992 Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon Asia/Phnom_Penh Asia/Vientiane indochina se_asia
        420 none 1992 western_indonesia
        480 none 1992 Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Kuala_Lumpur Asia/Manila Asia/Taipei Asia/Macau Asia/Chongqing
        480 none 1992 Asia/Brunei Asia/Makassar china hong_kong singapore malaysia philippine taipei central_indonesia
        480 none 2010 Australia/Perth Australia/West australian_western w_australia
        540 none 1992 Asia/Tokyo Asia/Seoul Asia/Jayapura japan korea korean tokyo eastern_indonesia
        570 none 1992 Australia/Darwin Australia/North aus_central
        570 australia 2008 Australia/Adelaide Australia/South australian_central cen_australia
        600 none 1993 Australia/Brisbane Australia/Queensland Pacific/Port_Moresby Pacific/Guam chamorro e_australia
        600 australia 2008 Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra Australia/ACT Australia/NSW
        600 australia 2008 Australia/Victoria Australia/Tasmania australian_eastern aus_eastern
        720 zealand 2008 Pacific/Auckland Antarctica/McMurdo new_zealand
        720 none 2022 Pacific/Fiji fiji
        """
}

/// The zones' abbreviations, with their minutes east of UTC.
///
/// Where one abbreviation is several zones, the one that news feeds mean most: IST is India's, CST and EST America's, BST Britain's.
enum ZoneNames {
    static func offset(of word: UnsafeBufferPointer<UInt8>) -> Int? {
        guard word.count <= 5 else { return nil }
        var key: UInt64 = 0
        var isWritten = false
        for byte in word {
            guard byte < 0x80 else { return nil }
            key = key << 8 | UInt64(byte & 0xDF)
            isWritten = isWritten || byte & 0x20 != 0
        }
        return isWritten && spoken.contains(key) ? nil : offsets[key]
    }

    /// Words of English or French, which are zones only in capitals.
    private static let spoken: Set<UInt64> = Set(
        ["ART", "BOT", "CAT", "COT", "EAT", "MET", "PET", "WAT", "WIT"].map { word in
            word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
        })

    private static let offsets: [UInt64: Int] = {
        var offsets: [UInt64: Int] = [:]
        for entry in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=")
            guard parts.count == 2, let minutes = Int(parts[1]) else { continue }
            var key: UInt64 = 0
            for byte in parts[0].utf8 { key = key << 8 | UInt64(byte) }
            offsets[key] = minutes
        }
        return offsets
    }()

    private static let table = """
        Z=0 UT=0 UTC=0 UCT=0 GMT=0 WET=0 WEST=60 BST=60 CET=60 CEST=120 MEZ=60 MESZ=120 MET=60 MEST=120 EET=120 EEST=180 MSK=180 MSD=240
        SAST=120 CAT=120 EAT=180 WAT=60 TRT=180 AST=-240 ADT=-180 EST=-300 EDT=-240 CST=-360 CDT=-300 MST=-420 MDT=-360 PST=-480
        PDT=-420 AKST=-540 AKDT=-480 HST=-600 HDT=-540 NST=-210 NDT=-150 HNE=-300 HAE=-240
        BRT=-180 BRST=-120 ART=-180 CLT=-240 CLST=-180 PET=-300 COT=-300 VET=-240 UYT=-180 BOT=-240 PYT=-180 ECT=-300
        IST=330 PKT=300 NPT=345 GST=240 IRST=210 ICT=420 WIB=420 WITA=480 WIT=540 MYT=480 SGT=480 HKT=480 PHT=480
        JST=540 KST=540 AWST=480 ACST=570 ACDT=630 AEST=600 AEDT=660 NZST=720 NZDT=780 IDT=180
        YEKT=300 OMST=360 KRAT=420 IRKT=480 YAKT=540 VLAT=600 SAMT=240 MMT=390 BDT=360 BTT=360 UZT=300 CHST=600
        """
}
