import Records

/// What is looked after every second, whatever the loops do.
extension Ingest {
    func housekeeping() async {
        var lastForget = Moment(milliseconds: 0)
        while !telemetry.isStopping {
            try? await Task.sleep(for: .seconds(1))
            await committer.finishSegmentIfDue()
            let present = settings.withLock { $0.settings }
            await upkeep.look(present)
            await upkeep.tidy(present)
            await keepHolds()
            guard Moment.now - lastForget > .seconds(6 * 3600) else { continue }
            lastForget = .now
            let age = settings.withLock { $0.settings.remember }
            let forgotten = try? await store.forget(unseenFor: age, at: .now)
            if let forgotten, forgotten > 0 { log.info("old items forgotten", metadata: ["items": "\(forgotten)"]) }
        }
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
