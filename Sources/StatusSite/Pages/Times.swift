import Records

/// Times as people read them.
public enum Times {
    /// In one unit, the largest that says enough: `26s`, `59m`, `14h`, `3d`.
    public static func span(_ span: Duration) -> String {
        let seconds = max(0, span.components.seconds)
        return switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m"
        case ..<172_800: "\(seconds / 3600)h"
        default: "\(seconds / 86_400)d"
        }
    }

    public static func ago(_ moment: Moment, _ now: Moment) -> String {
        let age = now - moment
        return age < .seconds(1) ? "just now" : "\(span(age)) ago"
    }

    /// When something will be.
    public static func until(_ moment: Moment, _ now: Moment) -> String {
        moment - now < .seconds(1) ? "now" : "in \(span(moment - now))"
    }

    static func element(_ moment: Moment?, _ text: (Moment) -> String) -> HTML {
        guard let moment, moment.milliseconds > 0 else { return "–" }
        return "<time datetime=\"\(moment.rfc3339)\" title=\"\(moment.rfc3339)\">\(text(moment))</time>"
    }
}
