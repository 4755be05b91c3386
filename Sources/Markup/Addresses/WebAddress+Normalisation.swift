extension WebAddress {
    /// One spelling for all addresses that lead to the same page, for telling whether two items are one.
    ///
    /// Not for fetching: what comes out may be an address the publisher doesn't serve. In this order:
    ///
    /// 1. Blanks around it go; an address without a scheme that begins with `//` counts as https.
    /// 2. Scheme and host in lower case, dots behind the host go, the port goes where it is 80 or 443, `http` becomes `https`.
    ///    `www.` stays: it may be another site.
    /// 3. In path and query, escapes of unreserved characters are undone, other escapes get capital digits, and bytes that
    ///    need one (blanks, non-ASCII) are escaped; then dot segments are resolved (RFC 3986, section 6.2.2).
    /// 4. The fragment goes, unless it begins with `!` or `/`: those are pages of their own on sites made of scripts.
    /// 5. Parameters that only track or name a visit go (``isTracking(_:)``), also those behind a `;` in the path; the others keep their
    ///    order; an empty query goes.
    /// 6. A last path segment `index.html`, `index.htm`, `index.php`, `default.asp` or `default.aspx` goes where no query
    ///    is left; then slashes at the end go, also from the root.
    ///
    /// Anything but http and https gets only the lower-case scheme and host.
    public static func normalised(_ text: String) -> String {
        var address = WebAddress(text)
        if address.scheme == nil, address.authority != nil { address.scheme = "https" }
        if let host = address.host {
            let port = address.port.flatMap { isWeb(address.scheme) && ($0 == 80 || $0 == 443) ? nil : $0 }
            let bare = host.reversed().drop { $0 == "." || ($0.asciiValue ?? 0xFF) <= 0x20 }.reversed()
            address.authority = String(bare) + (port.map { ":\($0)" } ?? "")
        }
        guard address.isFetchable else { return address.text }
        address.scheme = "https"
        // Dots may be escaped, too, and are dots all the same (WHATWG URL standard, "double-dot path segment").
        address.path = withoutDotSegments(escaped(withoutVisit(address.path)))
        if let fragment = address.fragment, !fragment.hasPrefix("!"), !fragment.hasPrefix("/") { address.fragment = nil }
        if let query = address.query {
            let kept = query.split(whereSeparator: { $0 == "&" || $0 == ";" }).filter { !isTracking(name(ofParameter: $0)) }
            address.query = kept.isEmpty ? nil : escaped(kept.joined(separator: "&"))
        }
        if address.query == nil {
            for page in ["/index.html", "/index.htm", "/index.php", "/default.asp", "/default.aspx"]
            where address.path.lowercased().hasSuffix(page) {
                address.path = String(address.path.dropLast(page.count - 1))
                break
            }
        }
        while address.path.utf8.last == UInt8(ascii: "/") { address.path.removeLast() }
        return address.text
    }

    /// A path without parameters that only track or name a visit, as servers write them that set no cookie: `/a;jsessionid=1`.
    private static func withoutVisit(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ";")) else { return path }
        return path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.split(separator: ";", omittingEmptySubsequences: false).enumerated().filter { place, parameter in
                place == 0 || !parameter.contains("=") || !isTracking(name(ofParameter: parameter))
            }.map(\.element).joined(separator: ";")
        }.joined(separator: "/")
    }

    /// Whether a parameter of that name names a visit, or says where a reader came from, and nothing about the page.
    public static func isTracking(_ name: Substring) -> Bool {
        let name = name.lowercased()
        return trackingNames.contains(name) || trackingPrefixes.contains { name.hasPrefix($0) }
    }

    private static func name(ofParameter parameter: Substring) -> Substring { parameter.prefix { $0 != "=" } }

    private static let trackingPrefixes = [
        "utm_", "at_custom", "hsa_", "mtm_", "pk_", "piwik_", "matomo_", "stm_", "itm_", "vero_", "oly_",
        "aspsessionid",
    ]

    private static let trackingNames: Set<String> = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh",
        "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__s", "_ga", "_gl", "_openstat", "ns_mchannel", "ns_source",
        "ns_campaign", "ns_linkname", "ns_fee", "at_medium", "at_campaign", "at_link_id", "at_link_origin", "at_link_type", "at_format",
        "at_ptr_name", "at_bbc_team", "at_campaign_type", "cmpid", "cmp", "wt_mc", "wt.mc_id", "wt_zmc", "xtor", "xtref", "echobox",
        "feedtype", "feedname", "feature_rss", "rss", "rss_source", "ftag", "fb_action_ids", "fb_action_types", "fb_source", "s_cid",
        "sr_share", "smid", "smtyp", "partner_rss", "traffic_source", "guccounter", "guce_referrer", "guce_referrer_sig", "ocid",
        "phpsessid", "jsessionid", "cfid", "cftoken",
    ]

    /// Escapes what may not stand in a path or query; needless escapes are undone, and the others get capital digits.
    private static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%"), position + 2 < bytes.count, let high = digit(bytes[position + 1]),
                let low = digit(bytes[position + 2])
            {
                let value = high << 4 | low
                if isUnreserved(value) {
                    output.append(value)
                } else {
                    output.append(contentsOf: [byte, digits[Int(high)], digits[Int(low)]])
                }
                position += 3
                continue
            }
            if byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte) {
                output.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            } else {
                output.append(byte)
            }
            position += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        CharacterReferences.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
    }
}
