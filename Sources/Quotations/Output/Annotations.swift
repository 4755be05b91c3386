import JSONText
import Language

/// The entities and quotations of one text, in the shape in which they leave the program.
public struct Annotations: Sendable {
    /// The text with its entities.
    public var document: Document
    /// The quotations, by where they start.
    public var quotations: [Quotation]

    /// - Parameters:
    ///   - document: the text with its entities.
    ///   - quotations: what was found in that document.
    public init(document: Document, quotations: [Quotation]) {
        self.document = document
        self.quotations = quotations
    }

    /// The object that `onrecord quotes` prints: `{"entities":[…],"quotes":[…]}`, and `skipped` where steps were left out.
    public var json: String {
        var json = JSONWriter()
        json.object { json in writeFields(to: &json) }
        return json.text
    }

    /// Writes the members `entities`, `quotes` and, where there is one, `skipped`, in this order, into an open object.
    ///
    /// Every `start` and `end` counts Unicode scalars of the text, end exclusive.
    public func writeFields(to json: inout JSONWriter) {
        let listed = EntityListing(document, speakers: quotations.compactMap { $0.speaker?.entity })
        json.array("entities", listed.entities, evenIfEmpty: true) { json, entity in
            write(entity, to: &json)
        }
        json.array("quotes", quotations, evenIfEmpty: true) { json, quotation in
            Self.write(quotation, entityID: quotation.speaker?.entity.flatMap { listed.id(of: $0) }, to: &json)
        }
        json.strings("skipped", document.skipped.map(\.rawValue))
    }

    private func write(_ listed: EntityListing.Entry, to json: inout JSONWriter) {
        let entity = listed.entity.map { document.entities[$0] }
        json.object { json in
            json.field("id", listed.id)
            json.field("type", listed.term?.type ?? entity?.type)
            json.field("name", listed.term?.name ?? entity?.name)
            json.field("identifier", listed.term?.identifier)
            json.strings("roles", entity?.roles ?? [], evenIfEmpty: true)
            json.strings("credentials", entity?.credentials ?? [], evenIfEmpty: true)
            json.field("affiliation", entity?.affiliation)
            let mentions = listed.mentions.map { document.mentions[$0] }
            let places = mentions.map { ($0.tokens, $0.kind) } + listed.matches.map { ($0, Mention.Kind.name) }
            json.array("mentions", places.sorted { $0.0.lowerBound < $1.0.lowerBound }, evenIfEmpty: true) { json, place in
                let passage = Quotation.Passage(document.bytes(of: place.0), in: document.text)
                json.object { json in
                    Self.write(passage, to: &json)
                    json.field("kind", place.1.rawValue)
                }
            }
        }
    }

    private static func write(_ quotation: Quotation, entityID: String?, to json: inout JSONWriter) {
        json.object { json in
            json.field("id", quotation.id)
            json.field("kind", quotation.kind.rawValue)
            write(quotation.passage, to: &json)
            json.key("speaker")
            if let speaker = quotation.speaker {
                json.object { json in
                    json.field("name", speaker.name)
                    json.field("mention", speaker.mention.text)
                    json.field("start", speaker.mention.scalars.lowerBound)
                    json.field("end", speaker.mention.scalars.upperBound)
                    json.key("entity")
                    if let entityID { json.string(entityID) } else { json.null() }
                }
            } else {
                json.null()
            }
            json.key("cue")
            if let cue = quotation.cue { json.object { json in write(cue, to: &json) } } else { json.null() }
            json.field("same_as", quotation.sameAs)
            json.field("group", quotation.group)
            if quotation.modality != .said { json.field("modality", quotation.modality.rawValue) }
            json.field("via", quotation.via)
            json.array("verbatim", quotation.verbatim) { json, part in
                json.object { json in write(part, to: &json) }
            }
            json.field("fingerprint", quotation.fingerprint)
            json.field("confidence", (quotation.confidence * 100).rounded() / 100)
        }
    }

    private static func write(_ passage: Quotation.Passage, to json: inout JSONWriter) {
        json.field("text", passage.text)
        json.field("start", passage.scalars.lowerBound)
        json.field("end", passage.scalars.upperBound)
    }
}
