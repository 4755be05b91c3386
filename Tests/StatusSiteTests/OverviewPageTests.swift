import Ingest
import Records
import Testing

@testable import StatusSite

@Suite("The overview")
struct OverviewPageTests {
    @Test("It calls the disk full when the daemon does, however much room there is", arguments: [false, true])
    func lackOfRoom(_ lacksRoom: Bool) {
        for free in [1 << 20, 1 << 40] {
            var activity = Telemetry(startedAt: Moment(milliseconds: 0)).snapshot
            activity.lacksRoom = lacksRoom
            var view = View(activity: activity, instance: "0")
            view.disk.room = DiskRoom(free: free, size: 1 << 41)
            let html = OverviewPage.html(view).text
            #expect(html.contains("The disk is nearly full") == lacksRoom)
            #expect(html.contains("<span class=\"failing\">") == lacksRoom)
        }
    }
}
