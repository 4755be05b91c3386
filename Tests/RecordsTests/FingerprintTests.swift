import Testing

@testable import Records

@Suite struct SHA256Tests {
    // The vectors of FIPS 180-4's examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `sums are those of the standard`(text: String, sum: String) {
        #expect(SHA256.sum(of: Array(text.utf8)).hexadecimal == sum)
        var hash = SHA256()
        for byte in text.utf8 { hash.update([byte]) }
        #expect(hash.sum().hexadecimal == sum)
    }

    @Test func `a million times the letter a`() {
        var hash = SHA256()
        for _ in 0..<1000 { hash.update([UInt8](repeating: 0x61, count: 1000)) }
        #expect(hash.sum().hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `parts are told apart`() { #expect(SHA256.sum(of: "ab", "c") != SHA256.sum(of: "a", "bc")) }
}

@Suite struct FingerprintTests {
    // These are on disk and on other machines: they may never change.
    @Test func `a record's id is what it always was`() {
        let byLink = Fingerprints.recordID(link: "https://news.example/1", feed: "https://news.example/feed", itemID: "x")
        #expect(byLink.hexadecimal == Fingerprints.recordID(link: "https://news.example/1", feed: "", itemID: "").hexadecimal)
        #expect(byLink == Array(SHA256.sum(of: Array("link\0https://news.example/1\0".utf8)).prefix(16)))
        let byItem = Fingerprints.recordID(link: nil, feed: "https://news.example/feed", itemID: "guid-1")
        #expect(byItem == Array(SHA256.sum(of: Array("item\0https://news.example/feed\0guid-1\0".utf8)).prefix(16)))
    }

    @Test(arguments: [
        ("Ferry", "It ran late.", true), ("Ferry", "It  ran\n\nlate.", true), ("Ferry", "It ran late!", false),
        ("Ferries", "It ran late.", false),
        ("", "Ferry It ran late.", false),
    ])
    func `content is the same however it is spaced`(title: String, text: String, isSame: Bool) {
        let before = Fingerprints.content(title: "Ferry", text: "It ran late.")
        #expect((Fingerprints.content(title: title, text: text) == before) == isSame)
    }
}

@Suite struct LineReaderTests {
    @Test func `lines are the same wherever the file ends for now`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lines"
        let bytes = Array("first\n\nthird line\nlast".utf8)
        for cut in 0...bytes.count {
            try Files.write(Array(bytes.prefix(cut)), to: path)
            let reader = try LineReader(path: path)
            var lines: [String] = []
            while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
            try Files.append(Array(bytes.dropFirst(cut)), to: path)
            while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
            #expect(lines == ["first", "", "third line"])
            #expect(reader.offset == bytes.count - 4)
            #expect(reader.hasPartialLine)
        }
    }

    @Test func `long lines cross the pieces that are read`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lines"
        let lengths = [0, 1, 65_535, 65_536, 65_537, 200_000, 3, 131_072]
        try Files.write(lengths.flatMap { [UInt8](repeating: 0x61, count: $0) + [0x0A] }, to: path)
        let reader = try LineReader(path: path)
        var found: [Int] = []
        while let line = try reader.next() { found.append(line.count) }
        #expect(found == lengths)
        #expect(!reader.hasPartialLine)
        let second = try LineReader(path: path, offset: 1)
        #expect(try second.next()?.count == 1)
    }
}
