/// The JSON Schema (draft 2020-12) that every line of output is valid by, as `onrecord schema` prints it.
///
/// Fields may be added to a record, never renamed or given another meaning, so the schema lets fields pass that it does not
/// know: a program made for it reads the records of a later version.
public enum RecordSchema {
    /// The schema, set for reading. Its properties stand in the order in which a record has them.
    public static let json = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:onrecord:record:1",
          "title": "Onrecord record",
          "description": "One news article: where it was found, what it says, who is in it and who said what. Every start and end counts Unicode scalars of the record's own text, end exclusive: text[start:end] is the words meant.",
          "type": "object",
          "required": ["schema", "seq", "id", "revision", "event", "seen_at", "source", "authors", "categories", "paywalled", "page_kind", "text", "blocks", "content_from", "entities", "quotes", "producer"],
          "properties": {
            "schema": { "description": "Name and version of this schema.", "const": "onrecord/1" },
            "seq": { "description": "Number of the record in its output folder: 1 for the first, then without gaps.", "type": "integer", "minimum": 1 },
            "id": { "description": "Names the article: the same on every machine, after every restart and in every revision.", "type": "string", "pattern": "^[0-9a-f]{32}$" },
            "revision": { "description": "1 for the article's first record, higher for each that follows. An id and a revision stand together once only.", "type": "integer", "minimum": 1 },
            "event": { "description": "Why the record was written: the article is new, or its content has changed since its last record.", "enum": ["new", "updated"] },
            "seen_at": { "description": "When the item was first seen in a feed; for an update, when the change was seen. RFC 3339 in UTC.", "type": "string", "format": "date-time", "pattern": "Z$" },
            "source": {
              "description": "The feed that the item was found in first.",
              "type": "object",
              "required": ["feed", "tags"],
              "properties": {
                "feed": { "description": "The feed's address as configured, without user name, password and secret parameters.", "type": "string" },
                "feed_title": { "description": "What the feed calls itself.", "type": "string" },
                "item_id": { "description": "The item's id (guid) as the feed gives it.", "type": "string" },
                "tags": { "description": "The tags that the configuration gives the feed.", "type": "array", "items": { "type": "string" } }
              }
            },
            "url": { "description": "The item's link as the feed gives it, made absolute.", "type": "string" },
            "canonical_url": { "description": "The address that the page declares as its own, where that can be believed.", "type": "string" },
            "title": { "description": "The headline.", "type": "string" },
            "authors": { "description": "Names of the people who wrote it.", "type": "array", "items": { "type": "string" } },
            "bylines": {
              "description": "The same people with what is said of their part.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                  "name": { "description": "A person's name.", "type": "string" },
                  "role": { "description": "The role beside the name.", "type": "string" }
                }
              }
            },
            "published": { "description": "When it was published: RFC 3339 with the page's own offset from UTC, or a bare date where only the day is known.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$" },
            "modified": { "description": "When it was last changed, written like published.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$" },
            "site_name": { "description": "What the site calls itself.", "type": "string" },
            "language": { "description": "Language tag (BCP 47) as declared by the page or the feed.", "type": "string" },
            "description": { "description": "The publisher's own summary.", "type": "string" },
            "image": { "description": "Address of the leading picture.", "type": "string" },
            "categories": { "description": "Sections, categories and keywords.", "type": "array", "items": { "type": "string" } },
            "paywalled": { "description": "Whether the page says that its text is sold.", "type": "boolean" },
            "page_kind": { "description": "What the page is: one text to read, a list of links, a video or audio with few words, a log that grows during an event, the opening of a text whose rest is sold, an error page.", "enum": ["article", "index", "video", "live", "paywall", "error"] },
            "reservations": { "description": "What the publisher reserves, such as noarchive, nosnippet, noai, tdm-reservation.", "type": "array", "items": { "type": "string" } },
            "truncated": { "description": "Whether the page was larger than what is read of one, so that the end of the text may be missing.", "const": true },
            "text": { "description": "The running text: the blocks that have start and end, joined by one blank line. Empty where no text could be had.", "type": "string" },
            "blocks": {
              "description": "The pieces of the page in reading order, also those that are not running text (captions, pull quotes that repeat the body).",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["kind", "text"],
                "properties": {
                  "kind": { "description": "What the piece is.", "enum": ["paragraph", "heading", "list_item", "quote", "pull_quote", "caption", "table", "code", "key_point"] },
                  "text": { "description": "The piece's words.", "type": "string" },
                  "start": { "description": "Where it begins in text; missing where it is not running text.", "type": "integer", "minimum": 0 },
                  "end": { "description": "Where it ends in text.", "type": "integer", "minimum": 0 },
                  "level": { "description": "A heading's level.", "type": "integer", "minimum": 1, "maximum": 6 },
                  "time": { "description": "When the entry that begins here was written, in a log of dated entries; written like published.", "type": "string" }
                },
                "dependentRequired": { "start": ["end"], "end": ["start"] }
              }
            },
            "content_from": { "description": "Whose text it is: the article's page, or the feed's own content where the page was not wanted or could not be had.", "enum": ["page", "feed"] },
            "entities": {
              "description": "Who and what is named in the text, in order of first mention.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "type", "name", "roles", "credentials", "mentions"],
                "properties": {
                  "id": { "description": "Short name, unique in the record.", "type": "string" },
                  "type": { "description": "person, organization, location, norp, event, product, work, law, date, money, percent, quantity, or a type of a watch list.", "type": "string" },
                  "name": { "description": "The fullest form of the name in the text; the canonical name for what a watch list names.", "type": "string" },
                  "identifier": { "description": "The identifier that a watch list gives.", "type": "string" },
                  "roles": { "description": "What a person is said to be: minister, head of research.", "type": "array", "items": { "type": "string" } },
                  "credentials": { "description": "Degrees and titles behind or before the name: MD, PhD.", "type": "array", "items": { "type": "string" } },
                  "affiliation": { "description": "The organization a person is said to belong to.", "type": "string" },
                  "mentions": {
                    "description": "Where it is mentioned.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["text", "start", "end", "kind"],
                      "properties": {
                        "text": { "description": "The words of the mention.", "type": "string" },
                        "start": { "description": "Where they begin in the record's text.", "type": "integer", "minimum": 0 },
                        "end": { "description": "Where they end.", "type": "integer", "minimum": 0 },
                        "kind": { "description": "By name, by a common noun or by a pronoun.", "enum": ["name", "nominal", "pronoun"] }
                      }
                    }
                  }
                }
              }
            },
            "quotes": {
              "description": "What somebody is reported to have said, by where it begins.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "kind", "text", "start", "end", "speaker", "cue", "confidence"],
                "properties": {
                  "id": { "description": "Short name, unique in the record.", "type": "string" },
                  "kind": { "description": "direct: all between quotation marks. mixed: a reported clause with some of its words between marks. indirect: a reported clause.", "enum": ["direct", "mixed", "indirect"] },
                  "text": { "description": "The words: without the outer marks where direct, the reported clause otherwise.", "type": "string" },
                  "start": { "description": "Where they begin in the record's text.", "type": "integer", "minimum": 0 },
                  "end": { "description": "Where they end.", "type": "integer", "minimum": 0 },
                  "speaker": {
                    "description": "Who said it; null where nobody is named.",
                    "type": ["object", "null"],
                    "required": ["name", "mention", "start", "end", "entity"],
                    "properties": {
                      "name": { "description": "The fullest form of the name in the text, or the words of the mention where there is no name.", "type": "string" },
                      "mention": { "description": "The words beside the quotation.", "type": "string" },
                      "start": { "description": "Where the mention begins in the record's text.", "type": "integer", "minimum": 0 },
                      "end": { "description": "Where it ends.", "type": "integer", "minimum": 0 },
                      "entity": { "description": "The id of the entity; null where it is none.", "type": ["string", "null"] }
                    }
                  },
                  "cue": {
                    "description": "The word that introduces it: said, according to; null where there is none.",
                    "type": ["object", "null"],
                    "required": ["text", "start", "end"],
                    "properties": {
                      "text": { "description": "The word or words.", "type": "string" },
                      "start": { "description": "Where they begin in the record's text.", "type": "integer", "minimum": 0 },
                      "end": { "description": "Where they end.", "type": "integer", "minimum": 0 }
                    }
                  },
                  "same_as": { "description": "The id of an earlier quotation of the record with the same words.", "type": "string" },
                  "group": { "description": "The same for the parts of one utterance that is broken by its cue.", "type": "string" },
                  "modality": { "description": "Missing where it was said; denied: not said, or said not to be so; hypothetical: nobody has said it yet.", "type": "string" },
                  "via": { "description": "Who passed it on, where that is not the article itself.", "type": "string" },
                  "verbatim": {
                    "description": "The parts of a mixed quotation that stand between marks.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["text", "start", "end"],
                      "properties": {
                        "text": { "description": "The words between the marks.", "type": "string" },
                        "start": { "description": "Where they begin in the record's text.", "type": "integer", "minimum": 0 },
                        "end": { "description": "Where they end.", "type": "integer", "minimum": 0 }
                      }
                    }
                  },
                  "fingerprint": { "description": "The same for the same words in any article, whatever their marks and case; missing for very short ones.", "type": "string" },
                  "confidence": { "description": "How likely words and speaker are both right.", "type": "number", "minimum": 0, "maximum": 1 }
                }
              }
            },
            "skipped": { "description": "Steps that were left out since they know English only; names and speakers are then found by plain patterns. With “quotations” nothing in the text was read, since reading it has ended the program before.", "type": "array", "items": { "type": "string" } },
            "producer": {
              "description": "What made the record.",
              "type": "object",
              "required": ["program", "version", "model"],
              "properties": {
                "program": { "description": "The program's name.", "type": "string" },
                "version": { "description": "The program's version.", "type": "string" },
                "model": { "description": "Name and version of the language model.", "type": "string" }
              }
            },
            "same_story": {
              "description": "The first article of the last days that told the story in the same words, in this or another feed.",
              "type": "object",
              "required": ["id", "similarity"],
              "properties": {
                "id": { "description": "That article's id.", "type": "string", "pattern": "^[0-9a-f]{32}$" },
                "similarity": { "description": "How much of the shorter text stands in the other one, estimated.", "type": "number", "minimum": 0, "maximum": 1 }
              }
            }
          }
        }
        """
}
