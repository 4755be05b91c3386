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
                let now = Moment.now
                telemetry.round(at: now)
                let free = min(Bounds.pages - pagesAtWork.count, Bounds.uncommitted - pagesInFlight.count)
                let busy = pagesInFlight.bySite
                let (after, perSite) = (site, settings.withLock { $0.perSite })
                let references =
                    // Without a network, tries would only be used up.
                    free <= 0 || ((outage.isOn || telemetry.snapshot.lacksRoom) && !isOnce)
                    ? []
                    : await tolerating([]) {
                        try await self.store.pendingItems(
                            at: now, perSite: perSite, limit: free, behind: after, busy: busy)
                    }
                var began = 0
                for reference in references where began < free {
                    guard pagesAtWork.count(site: reference.site) < perSite else { continue }
                    began += 1
                    site = reference.site
                    pagesInFlight.insert(reference.id, site: reference.site)
                    pagesAtWork.insert(reference.id, site: reference.site)
                    group.addTask { await self.process(reference, worker) }
                }
                telemetry.inFlight(pages: pagesInFlight.count)
                let sleep = await untilNextTry()
                // Only an answer without items says that none are left: those at work may have ended since the question.
                if let mayEnd, free > 0, references.isEmpty, pagesInFlight.count == 0 {
                    // What can be tried again within a minute is waited for; the rest is for the next run.
                    if ContinuousClock.now + sleep > mayEnd + Bounds.patience { break }
                }
                await pagesWake.wait(atMost: min(sleep, Bounds.sleep))
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
            pagesAtWork.remove(reference.id, site: reference.site)
            pagesInFlight.remove(reference.id, site: reference.site)
            pagesWake.signal()
        }
        guard let pending = await tolerating(nil, { try await self.store.pendingItem(reference.id) }) else { return }
        let settings = feedSettings(pending.feed.url)
        guard let completion = await worker.work(on: pending, settings: settings) else { return }
        note(completion, of: pending)
        pagesAtWork.remove(reference.id, site: reference.site)
        pagesWake.signal()
        await committer.commit(completion)
        telemetry.itemEnded()
    }
}
