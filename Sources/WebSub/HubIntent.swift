/// What a hub asks at the callback address before it acts (WebSub section 5.3), or tells (section 5.2).
public enum HubIntent: Sendable, Hashable {
    /// Somebody, in our name, wants the topic pushed: is that so? The answer is the challenge.
    case subscribe(topic: String, challenge: String, lease: Duration?)
    /// Somebody, in our name, wants no more of it: is that so?
    case unsubscribe(topic: String, challenge: String)
    /// The hub will not push the topic.
    case denied(topic: String?, reason: String?)

    /// Longer challenges are not echoed.
    static let longestChallenge = 1024

    /// - Parameter query: the names and values of the query, decoded. `nil` where it is no hub's question.
    public init?(query: [(name: String, value: String)]) {
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        let challenge = value("hub.challenge").flatMap { (1...Self.longestChallenge).contains($0.utf8.count) ? $0 : nil }
        switch (value("hub.mode"), value("hub.topic"), challenge) {
        case ("subscribe", let topic?, let challenge?):
            let seconds = value("hub.lease_seconds").flatMap { Int64($0) }
            self = .subscribe(topic: topic, challenge: challenge, lease: seconds.map { .seconds(min(max($0, 0), 1 << 31)) })
        case ("unsubscribe", let topic?, let challenge?):
            self = .unsubscribe(topic: topic, challenge: challenge)
        case ("denied", let topic, _):
            self = .denied(topic: topic, reason: value("hub.reason").map { String($0.prefix(200)) })
        default:
            return nil
        }
    }
}
