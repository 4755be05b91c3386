import JSONText
import Records

/// A feed's state as it is kept: one JSON object without what is absent.
///
/// Written and read by hand: at hundreds of polls a second `Codable` would be most of the scheduler's time. Reading takes what
/// is there and leaves the rest at its default, so that rows of older programs stay readable.
extension FeedState {
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("health", health.rawValue)
            json.field("title", title)
            json.field("format", format)
            json.field("homePage", homePage)
            json.field("address", address)
            if let move {
                json.object("move") { json in
                    json.field("to", move.to)
                    json.field("times", move.times)
                }
            }
            if let validators {
                json.object("validators") { json in
                    json.members(of: validators)
                }
            }
            json.array("sitemaps", sitemaps) { json, sitemap in
                json.object { json in
                    json.field("url", sitemap.url)
                    json.field("modified", sitemap.modified)
                    if let validators = sitemap.validators { json.members(of: validators) }
                }
            }
            json.strings("exceeded", exceeded)
            json.field("bodyHash", bodyHash)
            json.field("lastPoll", lastPoll)
            json.field("lastSuccess", lastSuccess)
            json.field("lastBody", lastBody)
            json.field("lastUnconditional", lastUnconditional)
            json.field("unchangedAnswers", unchangedAnswers)
            json.field("lies", lies == 0 ? nil : lies)
            json.field("failures", failures)
            json.field("failingSince", failingSince)
            json.field("goneSince", goneSince)
            json.field("notBefore", notBefore)
            json.field("lastError", lastError)
            json.field("lastStatus", lastStatus)
            json.field("items", items)
            json.field("lastNew", lastNew)
            json.field("itemsPerDay", itemsPerDay)
            if let period {
                json.object("period") { json in
                    json.field("since", period.since)
                    json.field("items", period.items)
                }
            }
            json.object("hints") { json in
                json.field("freshFor", hints.freshFor)
                json.field("period", hints.period)
                json.array("skipHours", hints.skipHours) { json, hour in json.number(hour) }
                json.array("skipDays", hints.skipDays) { json, day in json.number(day) }
            }
            json.field("reason", reason)
            json.array("history", history) { json, event in
                json.object { json in
                    json.field("at", event.at)
                    json.field("kind", event.kind.rawValue)
                    json.field("detail", event.detail)
                }
            }
        }
        return json.bytes
    }

    /// - Throws: `JSONError` where the bytes are no JSON.
    init(json bytes: some Collection<UInt8>) throws {
        let json = try JSONValue(parsing: Array(bytes))
        health = json["health"]?.string.flatMap(Health.init) ?? .new
        title = json["title"]?.string
        format = json["format"]?.string
        homePage = json["homePage"]?.string
        address = json["address"]?.string
        move = json["move"].flatMap { move in
            move["to"]?.string.map { Move(to: $0, times: move["times"]?.int ?? 1) }
        }
        validators = json["validators"].flatMap { $0.members.isEmpty ? nil : Validators(json: $0) }
        sitemaps = (json["sitemaps"]?.array ?? []).compactMap { value in
            value["url"]?.string.map { Sitemap(url: $0, modified: value["modified"]?.moment, validators: Validators(json: value)) }
        }
        exceeded = (json["exceeded"]?.array ?? []).compactMap(\.string)
        bodyHash = json["bodyHash"]?.string
        lastPoll = json["lastPoll"]?.moment
        lastSuccess = json["lastSuccess"]?.moment
        lastBody = json["lastBody"]?.moment
        lastUnconditional = json["lastUnconditional"]?.moment
        unchangedAnswers = json["unchangedAnswers"]?.int ?? 0
        lies = json["lies"]?.int ?? 0
        failures = json["failures"]?.int ?? 0
        failingSince = json["failingSince"]?.moment
        goneSince = json["goneSince"]?.moment
        notBefore = json["notBefore"]?.moment
        lastError = json["lastError"]?.string
        lastStatus = json["lastStatus"]?.int
        items = json["items"]?.int ?? 0
        lastNew = json["lastNew"]?.moment
        itemsPerDay = json["itemsPerDay"]?.number
        period = json["period"].flatMap { value in
            value["since"]?.moment.map { Period(since: $0, items: value["items"]?.int ?? 0) }
        }
        hints.freshFor = json["hints"]?["freshFor"]?.int
        hints.period = json["hints"]?["period"]?.int
        hints.skipHours = json["hints"]?["skipHours"]?.array.compactMap(\.int) ?? []
        hints.skipDays = json["hints"]?["skipDays"]?.array.compactMap(\.int) ?? []
        reason = json["reason"]?.string
        for event in json["history"]?.array ?? [] {
            guard let at = event["at"]?.moment, let kind = event["kind"]?.string.flatMap(Event.Kind.init) else { continue }
            note(Event(at: at, kind: kind, detail: event["detail"]?.string))
        }
    }
}

extension FeedState.Validators {
    fileprivate init(json: JSONValue) {
        self.init(etag: json["etag"]?.string, lastModified: json["lastModified"]?.string)
    }
}

extension JSONWriter {
    fileprivate mutating func members(of validators: FeedState.Validators) {
        field("etag", validators.etag)
        field("lastModified", validators.lastModified)
    }

    fileprivate mutating func field(_ name: StaticString, _ value: Moment?) { field(name, value.map { Int($0.milliseconds) }) }
}

extension JSONValue {
    fileprivate var moment: Moment? { int.map { Moment(milliseconds: Int64($0)) } }
}
