import Testing

@testable import Articles

@Suite struct BylineCleanerTests {
    private let cleaner = BylineCleaner(siteName: "The Havenmere Courier", host: "courier.example")

    @Test(
        "People's names are taken out of a byline",
        arguments: [
            ("By Ada Marsh", ["Ada Marsh"]),
            ("Ada Marsh and Tom Reed", ["Ada Marsh", "Tom Reed"]),
            ("By Ada Marsh, Tom Reed and Ines Holm", ["Ada Marsh", "Tom Reed", "Ines Holm"]),
            ("Von Ada Marsh und Tom Reed", ["Ada Marsh", "Tom Reed"]),
            ("Par Ada Marsh et Tom Reed", ["Ada Marsh", "Tom Reed"]),
            ("ADA MARSH", ["Ada Marsh"]),
            ("Ada Marsh, MD", ["Ada Marsh, MD"]),
            ("Ada Marsh (Havenmere)", ["Ada Marsh"]),
            ("Ada Marsh ada@courier.example", ["Ada Marsh"]),
            ("The Havenmere Courier", []),
            ("The Havenmere Courier, Havenmere, Eastland", []),
            ("ByAda Marsh", ["Ada Marsh"]),
            ("Byron Marsh", ["Byron Marsh"]),
            ("[Ada Marsh, Tom Reed]", ["Ada Marsh", "Tom Reed"]),
            ("admin", []),
        ])
    func names(_ text: String, _ expected: [String]) {
        #expect(cleaner.bylines(in: text, isOrganization: false).map(\.name) == expected)
    }

    @Test("A role beside a name is kept with it")
    func roles() {
        let bylines = cleaner.bylines(in: "By Ada Marsh, Harbour Correspondent", isOrganization: false)
        #expect(bylines == [Article.Byline(name: "Ada Marsh", role: "Harbour Correspondent")])
    }
}
