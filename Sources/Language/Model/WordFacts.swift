/// What the model knows of a word by itself: its cluster of meaning, how often it is capitalised, the lists it stands in.
package struct WordFacts: Sendable, Hashable {
    package var bits: UInt32

    package init(bits: UInt32) { self.bits = bits }

    /// Its cluster among 1,023, or 0 for an unknown word.
    package var cluster: Int { Int(bits & 0x3FF) }
    /// How often it is written with a capital in the middle of a sentence: 1 hardly ever … 5 nearly always; 0 not known.
    package var capitals: Int { Int(bits >> 10 & 7) }
    /// The name lists it stands in.
    package var lists: UInt32 { bits >> 13 & 0xFFF }

    package func has(_ list: List) -> Bool { bits & list.bit != 0 }

    /// A list of names.
    package enum List: UInt32, CaseIterable, Sendable {
        case maleName, femaleName, surname, commonSurname, city, bigCity, country, state, nationality
        /// The word starts an entry of several words.
        case phraseStart
        /// A body or company of one word; a club that plays under a town's name.
        case organization, club

        package var bit: UInt32 { 1 << (13 + rawValue) }
    }
}
