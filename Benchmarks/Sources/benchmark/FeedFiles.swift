import ArgumentParser
import CLibXML2
import Feeds
import Foundation

/// From a feed's bytes to its JSON.
struct FeedFiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds", abstract: "Feeds parsed and written as JSON, against libxml2's bare parses of the same bytes.",
        discussion: "The floor is libxml2's DOM; a ratio to it means the same on every machine.")

    @Argument(help: "A folder of feeds.")
    var folder: String

    @Option(help: "How often all feeds are gone through.")
    var rounds = 5

    func run() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap {
            try? [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
        }
        let bytes = files.map(\.count).reduce(0, +)
        guard bytes > 0 else { throw ValidationError("There are no files there.") }
        var items = 0
        let stages: [(name: String, body: ([UInt8]) -> Void)] = [
            ("libxml2's DOM (the floor)", Self.readDOM), ("libxml2's SAX2, handlers empty", Self.readSAX),
            ("feed parsed", { items += (try? FeedParser.parse($0))?.items.count ?? 0 }),
            ("feed parsed and written as JSON", { _ = (try? FeedParser.parse($0))?.json }),
        ]
        var seconds = stages.map { _ in 0.0 }
        // Stages take turns, so that a busy minute of the machine hits all of them.
        for _ in 0..<rounds {
            for (number, stage) in stages.enumerated() {
                let before = Usage.own.seconds
                files.forEach(stage.body)
                seconds[number] += Usage.own.seconds - before
            }
        }
        print("\(files.count) feeds, \((Double(bytes) / 1e6).shown()) MB, \(items / rounds) items, \(rounds) rounds")
        for (stage, seconds) in zip(stages, seconds.map { ($0, $0 / seconds[0]) }) {
            print("\((Double(bytes * rounds) / seconds.0 / 1e6).shown()) MB a second  \(seconds.1.shown(2)) × floor  \(stage.name)")
        }
    }

    private static let options = Int32(XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

    private static func readDOM(_ feed: [UInt8]) {
        feed.withUnsafeBytes {
            xmlFreeDoc(xmlReadMemory($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, nil, options))
        }
    }

    private static func readSAX(_ feed: [UInt8]) {
        feed.withUnsafeBytes {
            guard let context = xmlCreateMemoryParserCtxt($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count)) else { return }
            var handler = xmlSAXHandler()
            handler.initialized = 0xDEED_BEAF  // XML_SAX2_MAGIC
            handler.startElementNs = { _, _, _, _, _, _, _, _, _ in }
            handler.endElementNs = { _, _, _, _ in }
            handler.characters = { _, _, _ in }
            handler.cdataBlock = { _, _, _ in }
            xmlCtxtUseOptions(context, options)
            context.pointee.sax.pointee = handler
            xmlParseDocument(context)
            xmlFreeDoc(context.pointee.myDoc)
            context.pointee.myDoc = nil
            xmlFreeParserCtxt(context)
        }
    }
}
