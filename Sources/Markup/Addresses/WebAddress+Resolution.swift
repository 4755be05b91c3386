extension WebAddress {
    /// Resolves a reference against a base (RFC 3986, section 5.2).
    ///
    /// An absolute reference comes back as written, but for blanks around it. Without a usable base the reference is
    /// left as it is, so that a caller may see that it is relative.
    ///
    /// - Parameters:
    ///   - reference: what stands in an attribute or a link element.
    ///   - base: the absolute address it is relative to.
    public static func resolve(_ reference: String, against base: String?) -> String {
        let reference = WebAddress(reference)
        // "http:page.html" under a base of the same scheme is a relative reference of old (section 5.2.2, note).
        let isAbsolute = reference.scheme != nil && !(isWeb(reference.scheme) && reference.authority == nil)
        if isAbsolute || (reference.scheme != nil && reference.authority != nil) { return reference.text }
        guard let base else { return reference.text }
        return reference.resolved(against: WebAddress(base)).text
    }

    /// This reference made absolute by a base.
    public func resolved(against base: WebAddress) -> WebAddress {
        var target = self
        if scheme != nil, authority != nil || scheme != base.scheme { return target }
        guard base.scheme != nil, base.authority != nil || base.path.hasPrefix("/") else { return target }
        target.scheme = base.scheme
        if authority != nil {
            target.path = Self.withoutDotSegments(path)
            return target
        }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            if query == nil { target.query = base.query }
        } else if path.hasPrefix("/") {
            target.path = Self.withoutDotSegments(path)
        } else {
            let folder = base.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(base.path[...$0]) } ?? "/"
            target.path = Self.withoutDotSegments(folder + path)
        }
        return target
    }

    /// Takes `.` and `..` out of a path (RFC 3986, section 5.2.4).
    static func withoutDotSegments(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (number, segment) in segments.enumerated() {
            let isLast = number == segments.count - 1
            switch segment {
            case ".":
                if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        let joined = kept.joined(separator: "/")
        return path.hasPrefix("/") && !joined.hasPrefix("/") ? "/" + joined : joined
    }
}
