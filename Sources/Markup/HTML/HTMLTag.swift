/// The kind of a node in an ``HTMLDocument``: an element's name, or text.
public enum HTMLTag: UInt8, Sendable, CaseIterable {
    case document, text, other
    case a, abbr, acronym, address, ampImg, applet, area, article, aside, audio
    case b, base, basefont, bdi, bdo, big, blockquote, body, br, button
    case canvas, caption, center, cite, code, col, colgroup
    case data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt
    case em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset
    case h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html
    case i, iframe, img, input, ins, kbd, label, legend, li, link
    case main, map, mark, marquee, math, menu, menuitem, meta, meter
    case nav, nobr, noembed, noframes, noscript, object, ol, optgroup, option, output
    case p, param, picture, plaintext, pre, progress, q, rb, rp, rt, rtc, ruby
    case s, samp, script, search, section, select, slot, small, source, span, strike, strong, style, sub, summary, sup, svg
    case table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track, tt
    case u, ul, `var`, video, wbr, xmp

    /// The element's name as written in a page, in lower case.
    public var name: String {
        self == .ampImg ? "amp-img" : String(describing: self)
    }
}

extension HTMLTag {
    /// Whether the element never has content (HTML, 13.1.2 "void elements").
    var isVoid: Bool {
        switch self {
        case .area, .base, .basefont, .br, .col, .embed, .frame, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr: true
        default: false
        }
    }

    /// Whether the element's content is text up to its own end tag, with no markup in it.
    var isRawText: Bool {
        switch self {
        case .script, .style, .xmp, .iframe, .noembed, .noframes, .textarea, .title: true
        default: false
        }
    }

    /// Whether character references are read in an element of raw text.
    var isEscapableRawText: Bool { self == .textarea || self == .title }

    /// Whether a start tag ends an open paragraph (HTML, 13.2.6.4.7).
    var endsParagraph: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt, .fieldset, .figcaption,
            .figure,
            .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .main, .menu, .nav, .ol, .p, .plaintext, .pre,
            .search,
            .section, .summary, .table, .ul, .xmp:
            true
        default: false
        }
    }

    /// Whether an end tag of another element does not look past this one for its start (HTML, 13.2.4.2 "special").
    var isSpecial: Bool {
        if endsParagraph { return true }
        return switch self {
        case .applet, .body, .button, .caption, .col, .colgroup, .frameset, .head, .html, .iframe, .marquee, .noembed, .noframes, .noscript,
            .object, .script, .select, .style, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr:
            true
        default: false
        }
    }

    /// Whether the element bounds a scope: what is open outside of it cannot be ended from inside (HTML, 13.2.4.2).
    var isScopeBoundary: Bool {
        switch self {
        case .document, .html, .applet, .caption, .table, .td, .th, .marquee, .object, .template: true
        default: false
        }
    }

    /// Whether the element may stand in a page's head.
    var belongsInHead: Bool {
        switch self {
        case .base, .basefont, .link, .meta, .noscript, .noframes, .script, .style, .template, .title: true
        default: false
        }
    }

    /// A heading's level, 1 to 6.
    public var headingLevel: Int? {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }

    /// Whether the element starts and ends a line of its own where a page has no style sheet.
    public var isBlock: Bool {
        if endsParagraph { return true }
        return switch self {
        case .body, .caption, .colgroup, .document, .frameset, .head, .html, .legend, .noscript, .object, .optgroup, .option, .tbody, .td,
            .template, .tfoot, .th, .thead, .tr, .title, .textarea, .video, .audio, .iframe, .select, .canvas, .svg, .script, .style:
            true
        default: false
        }
    }
}
