import Records
import Testing

@testable import Fleet

@Suite struct GlanceTests {
    private let start = Moment(milliseconds: 1_772_352_000_000)

    /// A glance of a shard whose next feed is due after ten minutes, and that has no items.
    private var quiet: Glance {
        var glance = Glance()
        glance.sawFeeds(first: start + .seconds(600), at: start, version: 0)
        glance.sawNoItems(until: nil, at: start, version: 0)
        return glance
    }

    @Test func `nothing is known before the first reading`() {
        #expect(Glance().firstDue(at: start) == nil)
        #expect(Glance().mayHaveItems(at: start) && !Glance().hasNoItems(at: start))
    }

    @Test func `what was read is good until the next feed is due, and not for long`() {
        #expect(quiet.firstDue(at: start + .seconds(20)) == start + .seconds(600))
        // A poll that ended without a word has left its feed due.
        #expect(quiet.firstDue(at: start + .seconds(31)) == nil)
        var glance = quiet
        glance.sawFeeds(first: start + .seconds(5), at: start, version: 0)
        #expect(glance.firstDue(at: start + .seconds(4)) == start + .seconds(5))
        #expect(glance.firstDue(at: start + .seconds(5)) == nil)
        // A clock that was set back.
        #expect(quiet.firstDue(at: start - .seconds(5)) == nil)
    }

    @Test func `a poll brings its feed's next time, and its items`() {
        var glance = quiet
        glance.polled(next: start + .seconds(900), foundItems: false)
        #expect(glance.firstDue(at: start) == start + .seconds(600))
        glance.polled(next: start + .seconds(10), foundItems: false)
        #expect(glance.firstDue(at: start) == start + .seconds(10))
        #expect(!glance.mayHaveItems(at: start))
        glance.polled(next: start + .seconds(10), foundItems: true)
        #expect(glance.mayHaveItems(at: start))
    }

    @Test func `what was read before a write is not noted behind it`() {
        var glance = Glance()
        let version = glance.version
        glance.polled(next: start + .seconds(10), foundItems: true)
        glance.sawFeeds(first: nil, at: start, version: version)
        glance.sawNoItems(until: nil, at: start, version: version)
        #expect(glance.firstDue(at: start) == nil && glance.mayHaveItems(at: start))
    }

    @Test func `any other write leaves nothing that is known`() {
        var glance = quiet
        glance.completed()
        #expect(glance.firstDue(at: start) != nil && glance.mayHaveItems(at: start))
        glance.changed()
        #expect(glance.firstDue(at: start) == nil)
    }

    @Test func `items that wait for another try are looked for when their time has come`() {
        var glance = Glance()
        glance.sawNoItems(until: start + .seconds(60), at: start, version: 0)
        #expect(!glance.mayHaveItems(at: start + .seconds(59)) && glance.mayHaveItems(at: start + .seconds(60)))
        #expect(!glance.hasNoItems(at: start) && quiet.hasNoItems(at: start))
    }
}
