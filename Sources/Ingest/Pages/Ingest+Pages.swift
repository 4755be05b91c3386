import Fetching
import Logging
import Records
import Store

/// The loop that makes records of pending items.
extension Ingest {
    func pageLoop(isOnce: Bool) async {
        let worker = PageWorker(
            client: client, store: store, workers: workers, log: log, telemetry: telemetry, outage: outage,
            watchList: { self.settings.withLock { $0.settings.watch.terms } }, patience: isOnce ? .seconds(60) : .zero)
        await withDiscardingTaskGroup { group in
            var site = ""
            while !telemetry.isStopping, !Task.isCancelled {
                let mayEnd = isOnce ? pollsAreDone.withLock { $0 } : nil
                let (began, now) = (ContinuousClock.now, Moment.now)
                telemetry.round(of: .pages, at: now)
                let (busy, atWork) = (pagesInFlight.all, pagesAtWork.all)
                let free = min(Bounds.pages - atWork.count, Bounds.uncommitted - busy.count)
                var references: [PendingReference] = []
                // Without a network, tries would only be used up.
                if free > 0, isOnce || !outage.isOn && !telemetry.snapshot.lacksRoom {
                    let perSite = settings.withLock { $0.perSite }
                    let question = PendingQuestion(
                        perSite: perSite, perFeed: max(Bounds.perFeed, perSite), limit: free, behind: site, busy: busy, atWork: atWork,
                        last: Set(await backlog(at: now).crowding.keys))
                    references = await tolerating([]) { try await self.store.pendingItems(question, at: now) }
                }
                for reference in references {
                    site = reference.site
                    pagesInFlight.insert(reference)
                    pagesAtWork.insert(reference)
                    group.addTask { await self.process(reference, worker) }
                }
                telemetry.inFlight(pages: pagesInFlight.count)
                let sleep = await untilNextTry()
                // Only an answer without items, while none was at work, says that none are left.
                if let mayEnd, references.isEmpty, busy.isEmpty {
                    // What can be tried again within a minute is waited for; the rest is for the next run.
                    if ContinuousClock.now + sleep > mayEnd + Bounds.patience { break }
                }
                // The more is waiting, the longer takes asking; it gets no more than half of the time.
                let asking = ContinuousClock.now - began
                await pagesWake.wait(atMost: min(sleep, Bounds.sleep))
                try? await Task.sleep(for: min(max(Bounds.rest, asking), .seconds(5)))
            }
            await drain(pagesInFlight, pagesWake)
            group.cancelAll()
        }
    }

    /// How long until the next item that waits for another try.
    private func untilNextTry() async -> Duration {
        let next = await tolerating(nil) { try await self.store.nextTry(after: .now) }
        return next.map { max($0 - .now, .milliseconds(10)) } ?? .seconds(86_400)
    }

    /// Logs what became of an item; why one has to be tried again, its worker says.
    private func note(_ completion: Completion, of pending: PendingItem) {
        let page: Logger.MetadataValue = "\(PublicURL.text(pending.item.link ?? ""))"
        switch completion {
        case .record(_, let record, let content, _):
            log.debug(
                "record made",
                metadata: ["page": page, "id": "\(record.id)", "revision": "\(record.revision)", "from": content.isPage ? "page" : "feed"])
        case .unchanged: log.debug("page unchanged", metadata: ["page": page])
        case .retry: break
        }
    }

    private func process(_ reference: PendingReference, _ worker: PageWorker) async {
        defer {
            pagesAtWork.remove(reference)
            pagesInFlight.remove(reference)
            pagesWake.signal()
        }
        guard let pending = await tolerating(nil, { try await self.store.pendingItem(reference.id) }) else { return }
        let settings = feedSettings(pending.feed.url)
        guard let completion = await worker.work(on: pending, settings: settings) else { return }
        note(completion, of: pending)
        pagesAtWork.remove(reference)
        pagesWake.signal()
        await committer.commit(completion)
        telemetry.itemEnded()
    }
}
