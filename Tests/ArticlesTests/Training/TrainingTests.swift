import ArticleTraining
import Testing

@testable import Articles

@Suite struct TrainingTests {
    private func pages(_ count: Int) -> [KnownPage] {
        var desk = Syndication(seed: 5)
        return (0..<count).compactMap { number in
            let story = desk.story(paragraphs: 6)
            let noise = (0..<12).map { _ in "<li><a href='/x'>\(desk.sentence())</a></li>" }.joined()
            let html = """
                <html><head><title>\(number)</title></head><body><ul class="related">\(noise)</ul>
                <div class="story">\(story.map { "<p>\($0)</p>" }.joined())</div><ul class="related">\(noise)</ul></body></html>
                """
            let text = story.joined(separator: "\\n").replacing("\"", with: "\\\"")
            let line = "{\"id\":\"\(number)\",\"url\":\"https://paper\(number % 9).example/\(number)\",\"text\":\"\(text)\"}"
            return KnownPage(line: Array(line.utf8)[...], html: { _ in Array(html.utf8) }, set: "desk")
        }
    }

    @Test("A model trained on pages finds the text of others, and two trainings give the same bytes")
    func training() throws {
        let pages = pages(30)
        #expect(pages.count == 30)
        let trainer = BlockTrainer(pages, trees: (6, 3)) { _ in }
        let score = try #require(trainer.crossValidate(folds: 2).first)
        #expect(score.pages == 30)
        #expect(score.figures.f1 > 95, "\(score)")
        let bytes = trainer.train()
        #expect(bytes == BlockTrainer(pages, trees: (6, 3)) { _ in }.train())
        #expect(bytes.withUnsafeBufferPointer { BlockModel($0) } != nil)
    }

    @Test("The model that ships can be read")
    func shipped() { #expect(BlockModel.shipped != nil) }

    @Test(
        "What is no model is none",
        arguments: [
            "", "onrecord-blocks 1\n", "onrecord-blocks 1\nround 1\n3<5 =1\nround 2\n=1\n",
            "onrecord-blocks 1\nround 1\n9999<5 =1 =2\nround 2\n=1\n",
        ])
    func noModel(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { BlockModel($0) } == nil)
    }
}
