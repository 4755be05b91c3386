import Markup

/// What a tag declares for all within its element: namespaces, the base of links, the language.
extension XMLFeedReader {
    /// Takes up `xmlns`, `xml:base` and `xml:lang` of a tag.
    mutating func declareScopes() {
        let depth = frames.count
        for attribute in scanner.attributes
        where !attribute.name.isEmpty && scanner.bytes[attribute.name.lowerBound] | 0x20 == UInt8(ascii: "x") {
            let name = scanner.bytes[attribute.name]
            if name.elementsEqual("xml:base".utf8) {
                declareBase(scanner.string(attribute.value), depth: depth)
            } else if name.elementsEqual("xml:lang".utf8) {
                if let language = language(scanner.string(attribute.value)) { languages.append(Scoped(value: language, depth: depth)) }
            } else if name.starts(with: "xmlns".utf8) {
                declareNamespace(name.dropFirst(5), scanner.bytes[attribute.value], depth: depth)
            }
        }
    }

    private mutating func declareNamespace(
        _ suffix: Slice<UnsafeBufferPointer<UInt8>>, _ address: Slice<UnsafeBufferPointer<UInt8>>, depth: Int
    ) {
        guard suffix.isEmpty || suffix.first == UInt8(ascii: ":") else { return }
        guard namespaces.count < FeedLimits.namespaces else { return remarks.note(.namespaces) }
        var namespace = FeedNamespace(address: address)
        if suffix.isEmpty {
            // A default namespace that nobody knows says nothing.
            if namespace == .foreign { namespace = .core }
            namespaces.append(NamespaceBinding(prefix: 0, namespace: namespace, depth: depth))
        } else {
            let prefix = suffix.dropFirst()
            if namespace == .foreign { namespace = FeedNamespace(prefix: prefix) }
            namespaces.append(NamespaceBinding(prefix: FeedVocabulary.hash(prefix), namespace: namespace, depth: depth))
        }
    }

    /// Makes an address the base from a depth on; one that is too long is passed over, and noted.
    mutating func declareBase(_ reference: String, depth: Int) {
        guard let base = LinkResolver.base(reference, within: base) else { return remarks.note(.bases) }
        bases.append(Scoped(value: base, depth: depth))
    }

    /// A language tag without blanks around; `nil`, and noted, where it is too long for one.
    mutating func language(_ text: String) -> String? {
        let tag = text.trimmed
        guard tag.utf8.count <= FeedLimits.languageBytes else {
            remarks.note(.languages)
            return nil
        }
        return tag
    }

    /// Ends what was declared from a depth on.
    mutating func dropScopes(from depth: Int) {
        while let last = namespaces.last, last.depth >= depth { namespaces.removeLast() }
        while let last = bases.last, last.depth >= depth { bases.removeLast() }
        while let last = languages.last, last.depth >= depth { languages.removeLast() }
    }

    /// What the tag's name means by the namespaces in force.
    func resolveName() -> (namespace: FeedNamespace, element: FeedElement) {
        let name = scanner.bytes[scanner.name]
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else {
            let namespace = namespaces.last { $0.prefix == 0 }?.namespace ?? .core
            return (namespace, FeedVocabulary.element(name, in: namespace))
        }
        let prefix = name[..<colon]
        let hash = FeedVocabulary.hash(prefix)
        let namespace = namespaces.last { $0.prefix == hash }?.namespace ?? FeedNamespace(prefix: prefix)
        return (namespace, FeedVocabulary.element(name[(colon + 1)...], in: namespace))
    }

    /// What links are relative to here.
    var base: String? { bases.last?.value }
}
