/// Tells the part of speech of every token.
package struct Tagger: Sendable {
    private let model: SequenceModel
    private let clusters: ClusterTree

    package init(model: SequenceModel, clusters: ClusterTree) {
        self.model = model
        self.clusters = clusters
    }

    /// The parts of speech in the order of the model's labels.
    package static let labels = PartOfSpeech.allCases

    /// Tags the tokens of one sentence.
    package func tags(_ table: TokenTable, _ sentence: Range<Int>) -> [PartOfSpeech] {
        model.labels(of: sentence) { index, emit in Self.features(table, clusters, sentence, index, emit) }.map { Self.labels[Int($0)] }
    }

    /// The features of one token.
    @inline(__always)
    package static func features(
        _ table: TokenTable, _ clusters: ClusterTree, _ sentence: Range<Int>, _ index: Int, _ emit: (UInt64) -> Void
    ) {
        let none: UInt64 = 0x1234_5678
        let before = index > sentence.lowerBound
        let after = index + 1 < sentence.upperBound
        let word = table.word[index]
        let previous = before ? table.word[index - 1] : none
        let next = after ? table.word[index + 1] : none
        let previous2 = index - 1 > sentence.lowerBound ? table.word[index - 2] : none
        let next2 = index + 2 < sentence.upperBound ? table.word[index + 2] : none
        let shape = table.shape[index] &+ (before ? 0 : 1)
        let cluster = UInt64(table.facts[index].cluster)
        let previousCluster = UInt64(before ? table.facts[index - 1].cluster : 2000)
        let nextCluster = UInt64(after ? table.facts[index + 1].cluster : 2000)
        let facts = UInt64(table.facts[index].bits >> 10)
        var template: UInt64 = 0
        @inline(__always) func add(_ value: UInt64) {
            template &+= 0x9E37_79B9_7F4A_7C15
            emit(Hashing.join(template, value))
        }
        add(1)
        add(word)
        add(previous)
        add(next)
        add(previous2)
        add(next2)
        add(Hashing.join(previous, word))
        add(Hashing.join(word, next))
        add(Hashing.join(previous, next))
        add(Hashing.join(word, shape))
        add(shape)
        add(Hashing.join(before ? table.shape[index - 1] : none, shape))
        add(Hashing.join(shape, after ? table.shape[index + 1] : none))
        for affix in 0..<8 { add(table.affixes[index * 8 + affix]) }
        add(Hashing.join(table.affixes[index * 8 + 6], shape))
        add(Hashing.join(table.affixes[index * 8 + 6], previous))
        add(Hashing.join(table.affixes[index * 8 + 6], next))
        add(cluster)
        add(previousCluster)
        add(nextCluster)
        add(Hashing.join(previousCluster, cluster))
        add(Hashing.join(cluster, nextCluster))
        add(Hashing.join(clusters.middle(Int(previousCluster)), clusters.middle(Int(nextCluster))))
        add(clusters.middle(table.facts[index].cluster))
        add(before ? table.affixes[(index - 1) * 8 + 6] : none)
        add(after ? table.affixes[(index + 1) * 8 + 6] : none)
        add(facts)
        add(Hashing.join(facts, shape))
    }
}

/// The coarser clusters above the fine ones.
package struct ClusterTree: @unchecked Sendable {
    // Invariant: points into a ModelImage, which nobody writes.
    private let bytes: UnsafeRawBufferPointer

    /// - Parameter section: for each fine cluster from 0 on, two bytes: the middle and the coarse cluster.
    package init(_ section: UnsafeRawBufferPointer) { bytes = section }

    @inline(__always)
    package func middle(_ cluster: Int) -> UInt64 { cluster * 2 + 1 < bytes.count ? UInt64(bytes[cluster * 2]) : 255 }
    @inline(__always)
    package func coarse(_ cluster: Int) -> UInt64 { cluster * 2 + 1 < bytes.count ? UInt64(bytes[cluster * 2 + 1]) : 255 }
}
