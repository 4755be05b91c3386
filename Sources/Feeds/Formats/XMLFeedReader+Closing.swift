import Markup

/// What the end of an element does.
extension XMLFeedReader {
    /// Puts a text that is complete where it belongs.
    mutating func finish(_ text: TextCapture) {
        if person != nil, text.element == .name || text.element == .email || text.element == .uri {
            finishPersonPart(text)
        } else if item != nil {
            finishInItem(text)
        } else {
            finishInChannel(text)
        }
    }

    private mutating func finishPersonPart(_ text: TextCapture) {
        guard let value = text.value.nonEmpty else { return }
        switch text.element {
        case .name: person?.person.name = CharacterReferences.decode(value)
        case .email: person?.person.email = value
        default: person?.person.url = links.resolve(value, against: text.base)
        }
    }

    // MARK: Items

    private mutating func finishInItem(_ text: TextCapture) {
        switch text.element {
        case .title: item?.title.take(text.plainText, rank: text.namespace == .news ? 1 : 0)
        case .fallbackTitle: item?.title.take(text.plainText, rank: 2)
        case .mediaTitle: item?.title.take(text.plainText, rank: 3)
        case .description, .abstract:
            // With both a description and a summary, the second is the longer of two.
            if let summary = item?.summary, summary.isIdeal {
                item?.content.take(text.html(by: &links), rank: 5)
            } else {
                item?.summary.take(text.html(by: &links), rank: 0)
            }
        case .fallbackDescription: item?.summary.take(text.html(by: &links), rank: text.namespace == .dublinCore ? 1 : 2)
        case .subtitle: item?.summary.take(text.html(by: &links), rank: 3)
        case .mediaDescription: item?.summary.take(text.html(by: &links), rank: 4)
        case .content:
            let isPlain = if case .text = text.mode { true } else { false }
            item?.content.take(text.html(by: &links), rank: text.namespace == .content ? 0 : isPlain ? 2 : 1)
            if let language = text.language { item?.language = language }
        case .id: item?.id.take(text.identity(by: &links), rank: 0)
        case .guid:
            let value = text.value
            guard !value.isEmpty else { return }
            item?.id.take(value, rank: 0)
            if isPermalink { item?.permalink = links.resolve(value, against: nil) }
        case .link: item?.link.takeLink(text.link(by: &links), rank: 0)
        case .location:
            item?.link.takeLink(text.link(by: &links), rank: 0)
            item?.id.take(text.value, rank: 0)
        case .lastModified, .updated, .lastBuildDate: takeDate(text, rank: 0, lastWins: true, published: false)
        case .published: takeDate(text, rank: text.namespace == .dublinCoreTerms ? 1 : 0, published: true)
        case .date:
            // Dublin Core's date says of nothing which it is.
            takeDate(text, rank: 2, published: true)
            takeDate(text, rank: 2, published: false)
        case .created: takeDate(text, rank: 3, published: true)
        case .category: takeCategory(CharacterReferences.decode(text.value))
        case .keywords: for word in text.value.split(separator: ",") { takeCategory(String(word).trimmed) }
        case .language: if let language = language(text.value)?.nonEmpty { item?.language = language }
        case .publicationName:
            if let name = text.value.nonEmpty { channel.title.take(name, rank: 5) }
        default: break
        }
    }

    private mutating func takeDate(_ text: TextCapture, rank: Int, lastWins: Bool = false, published: Bool) {
        guard let date = date(text) else { return }
        if published {
            item?.published.take(date, rank: rank, lastWins: lastWins)
        } else {
            item?.updated.take(date, rank: rank, lastWins: lastWins)
        }
    }

    private mutating func date(_ text: TextCapture) -> Timestamp? {
        let value = text.value
        if let date = DateParser.parse(value, partial: true) { return date }
        if !value.isEmpty, feed.unreadableDates.count < 8 { feed.unreadableDates.append(String(value.prefix(80))) }
        return nil
    }

    mutating func takeCategory(_ name: String) {
        guard !name.isEmpty, let item else { return }
        guard item.categories.count < limits.entries else { return remarks.note(.entries) }
        self.item?.categories.append(name)
    }

    /// - Parameter isMedia: whether it is Media RSS, which counts only where there are no enclosures.
    mutating func takeEnclosure(_ enclosure: Feed.Enclosure, isMedia: Bool = false) {
        guard !enclosure.url.isEmpty, let item else { return }
        guard item.enclosures.count + item.media.count < limits.entries else { return remarks.note(.entries) }
        if isMedia {
            if !item.media.contains(where: { $0.url == enclosure.url }) { self.item?.media.append(enclosure) }
        } else {
            self.item?.enclosures.append(enclosure)
        }
    }

    /// Adds the item that has been read to the feed.
    mutating func finishItem() {
        guard var draft = item else { return }
        item = nil
        voidNames = []
        guard feed.items.count < limits.items else {
            isFull = true
            remarks.note(.items)
            return
        }
        if draft.isNews { feed.format = FeedFormat("sitemap-news") }
        // An entry's id is mostly the address of its page; where no link says otherwise, it is taken for that.
        if dialect == .atom { draft.permalink = draft.permalink ?? draft.id.value }
        feed.items.append(draft.item)
    }

    // MARK: The feed

    private mutating func finishInChannel(_ text: TextCapture) {
        switch text.element {
        case .title: channel.title.take(text.plainText, rank: 0)
        case .fallbackTitle: channel.title.take(text.plainText, rank: 1)
        case .description, .abstract: channel.description.take(text.html(by: &links), rank: 0)
        case .fallbackDescription: channel.description.take(text.html(by: &links), rank: text.namespace == .dublinCore ? 1 : 2)
        case .subtitle: channel.description.take(text.html(by: &links), rank: 3)
        case .link: channel.link.takeLink(text.link(by: &links), rank: 0, lastWins: true)
        case .language:
            if let language = language(text.value)?.nonEmpty {
                channel.language.take(language, rank: text.namespace == .core ? 0 : 1)
            }
        case .updated, .lastBuildDate: takeChannelDate(text, rank: 0)
        case .published: takeChannelDate(text, rank: 2)
        case .date: takeChannelDate(text, rank: 1)
        case .created: takeChannelDate(text, rank: 3)
        case .ttl: feed.hints.ttl = Int(text.value).flatMap { (0...525_600).contains($0) ? $0 : nil }
        case .hour: if let hour = Int(text.value), (0...24).contains(hour) { feed.hints.skipHours.insert(hour % 24) }
        case .day: if let day = Self.days.firstIndex(of: text.value.lowercased()) { feed.hints.skipDays.insert(day) }
        case .updatePeriod: channel.updatePeriod = text.value.lowercased()
        case .updateFrequency: channel.updateFrequency = Int(text.value)
        default: break
        }
    }

    private static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    private mutating func takeChannelDate(_ text: TextCapture, rank: Int) {
        guard let date = date(text) else { return }
        channel.updated.take(date, rank: rank, lastWins: rank == 0)
    }

    /// Moves what was read of the channel into the feed.
    mutating func finishChannel() {
        feed.title = channel.title.value
        feed.description = channel.description.value
        feed.link = channel.link.value
        feed.language = channel.language.value
        feed.updated = channel.updated.value
        feed.authors = channel.authors
        if feed.authors.isEmpty, let owner = channel.owner { feed.authors = [owner] }
        feed.hints.updateInterval = updateInterval
        for index in feed.items.indices where feed.items[index].language == feed.language || feed.items[index].language == "" {
            feed.items[index].language = nil
        }
    }

    /// Seconds between updates (RSS 1.0 syndication module).
    ///
    /// Once an hour is what WordPress says of every feed, of the busiest paper as of a diary: it says nothing.
    private var updateInterval: Int? {
        let periods = ["hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000]
        guard let period = channel.updatePeriod ?? (channel.updateFrequency == nil ? nil : "daily"), let seconds = periods[period] else {
            return nil
        }
        let frequency = channel.updateFrequency ?? 1
        if period == "hourly", frequency == 1 { return nil }
        return frequency > 0 ? seconds / min(frequency, seconds) : nil
    }

    // MARK: People

    mutating func finishPerson() {
        guard let draft = person else { return }
        person = nil
        guard !draft.isContributor else { return }
        let others = item.map { draft.isOfSource ? $0.sourceAuthors : $0.authors } ?? channel.authors
        guard others.count < limits.entries else { return remarks.note(.entries) }
        let person = draft.finished
        guard !person.isEmpty else { return }
        if item != nil {
            if draft.isOfSource {
                self.item?.sourceAuthors.append(person)
            } else if !others.contains(person) {
                self.item?.authors.append(person)
            }
        } else if draft.isOwner {
            channel.owner = channel.owner ?? person
        } else if !others.contains(person) {
            channel.authors.append(person)
        }
    }
}
