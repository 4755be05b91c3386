import Records

/// What is looked after every second, whatever the loops do.
///
/// Each part has a task of its own: a disk that is full keeps the one that writes waiting, and must not keep the one that makes room.
extension Ingest {
    func housekeeping() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.everySecond { await self.committer.finishSegmentIfDue() } }
            group.addTask { await self.everySecond { await self.upkeep.look(self.settings.withLock { $0.settings }) } }
            group.addTask { await self.everySecond { await self.upkeep.tidy(self.settings.withLock { $0.settings }) } }
            group.addTask { await self.lookAfterStore(ClockWatch(.now, setBefore: ClockReading.uptime)) }
        }
    }

    private func everySecond(_ body: () async -> Void) async {
        while !telemetry.isStopping, !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            await body()
        }
    }

    private func lookAfterStore(_ clock: ClockWatch) async {
        var (clock, silence, lastForget) = (clock, Silence(), ContinuousClock.Instant?.none)
        // Between the opening of the state, which may take minutes, and now nobody has watched the clock.
        await acceptClock(.now)
        await everySecond {
            let now = ClockReading.now
            if let jump = clock.look(now) {
                log.warning("the clock was set", metadata: ["by": "\(jump.components.seconds) s", "to": "\(now.wall.rfc3339)"])
                await acceptClock(now.wall)
            }
            let quiet = now.steady - lastPoll.withLock { $0 }
            if silence.isTooLong(quiet) { await lookInto(quiet, at: now.wall) }
            await keepHolds()
            // A wrong clock would make everything old at once.
            guard clock.isSettled(at: now), lastForget.map({ now.steady - $0 >= .seconds(6 * 3600) }) ?? true else { return }
            lastForget = now.steady
            let age = settings.withLock { $0.settings.remember }
            let forgotten = try? await store.forget(unseenFor: age, at: .now)
            if let forgotten, forgotten > 0 { log.info("old items forgotten", metadata: ["items": "\(forgotten)"]) }
        }
    }

    /// What was put off by the clock's old time would stay there until the new one reaches that.
    private func acceptClock(_ now: Moment) async {
        do { try await store.acceptClock(at: now) } catch {
            log.warning("what the clock's old time has put off stays so", metadata: ["error": "\(error)"])
        }
        feedsWake.signal()
        pagesWake.signal()
    }

    /// Where feeds are due and nobody asks them, says what may keep the loops, and wakes them.
    private func lookInto(_ quiet: Duration, at now: Moment) async {
        let due = try? await store.dueFeeds(at: now - .seconds(60), limit: 1, perSite: 1, busy: [])
        guard due.map({ !$0.isEmpty }) ?? true else { return }
        let (activity, backlog) = (telemetry.snapshot, seenBacklog.withLock { $0?.backlog })
        log.error(
            "no feed has been polled for \(quiet.short), though some are due",
            metadata: [
                "in flight": "\(feedsInFlight.count) feeds, \(pagesInFlight.count) pages, \(pagesAtWork.count) of them at work",
                "loops": "\(activity.rounds.map { "\($0) \($1.rfc3339)" }.sorted().joined(separator: ", "))",
                "cannot write": "\(activity.writingFailure ?? "nothing")", "network": "\(outage.isOn ? "down" : "up")",
                "waiting": "\(backlog?.due ?? 0), of crowding feeds \(backlog?.crowding.values.reduce(0, +) ?? 0)",
                "state": "\(due == nil ? "not to be read" : "read")",
            ])
        feedsWake.signal()
        pagesWake.signal()
    }

    /// Ends a single run where the disk has too little room: what is pending stays for the next one.
    func lookAfterRoom() async {
        await upkeep.look(settings.withLock { $0.settings })
        if telemetry.snapshot.lacksRoom, !telemetry.isStopping { stop() }
    }

    /// Keeps what sites have asked for over a restart.
    func keepHolds() async {
        let now = Moment.now
        let holds = client.gate.takeNewHolds().mapValues { now + $0 }
        guard !holds.isEmpty else { return }
        do { try await store.hold(holds, at: now) } catch { log.warning("holds could not be kept", metadata: ["error": "\(error)"]) }
    }
}
