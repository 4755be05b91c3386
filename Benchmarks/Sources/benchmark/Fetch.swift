import ArgumentParser
import CFetchFloor
import Fetching
import Foundation

/// Our client against a bare curl-multi loop.
struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls a second of the client, with and without its manners, against a bare curl-multi loop in C.",
        discussion: """
            The server is a process of its own on another processor, and answers at once with a fixed body from several addresses of \
            loopback. All clients have one processor, so the polls a second are the polls a CPU second where nothing else runs there.
            """,
        subcommands: [Serve.self])

    @Option(help: "How many polls a round.")
    var requests = 20_000

    @Option(help: "How many sites they go to.")
    var sites = 100

    @Option(help: "How many polls are under way at once.")
    var parallel = 64

    @Option(help: "How many bytes each answer has.")
    var bytes = 20_000

    @Option(help: "How many rounds; the best of each counts.")
    var rounds = 3

    func run() async throws {
        let server = try FloorServer(sites: sites, bytes: bytes)
        defer { server.stop() }
        if ProcessInfo.processInfo.activeProcessorCount > 1, fetch_floor_pin(1) != 0 { print("all processes share the processors") }

        var best: [(name: String, polls: Double, pollsPerCPU: Double)] = []
        func measure(_ name: String, _ body: () async -> Int) async throws {
            let (clock, before) = (ContinuousClock.now, Usage.own.seconds)
            let good = await body()
            guard good == requests else { throw ValidationError("\(name): only \(good) of \(requests) answers were right") }
            let wall = Double((ContinuousClock.now - clock) / .seconds(1))
            let (polls, perCPU) = (Double(requests) / wall, Double(requests) / (Usage.own.seconds - before))
            if let index = best.firstIndex(where: { $0.name == name }) {
                best[index].polls = max(best[index].polls, polls)
                best[index].pollsPerCPU = max(best[index].pollsPerCPU, perCPU)
            } else {
                best.append((name, polls, perCPU))
            }
        }

        let client = HTTPClient(
            settings: HTTPClientSettings(
                userAgent: "floor", guarding: AddressGuard(allowing: [NetworkRange("127.0.0.0/8")].compactMap { $0 }),
                maxTransfers: parallel))
        let polite = PoliteClient(client: client)
        let manners = Manners(limits: SiteLimits(perSite: parallel, delay: .zero), obeysRobots: false)
        for _ in 0..<rounds {
            try await measure("bare curl-multi loop (the floor)") {
                Int(fetch_floor_loop(Int32(server.port), Int32(sites), requests, Int32(parallel), 128, bytes))
            }
            try await measure("HTTPClient") { await poll(server) { try? await client.fetch($0) } }
            try await measure("PoliteClient") { await poll(server) { try? await polite.fetch($0, manners: manners) } }
        }
        await client.shutdown()
        guard let floor = best.first else { return }
        print("\(requests) polls of \(bytes) bytes from \(sites) sites, \(parallel) at once, best of \(rounds) rounds")
        for entry in best {
            print(
                "\(entry.polls.shown(0)) polls/s, \((entry.polls / floor.polls).shown(2)) × floor; \(entry.pollsPerCPU.shown(0)) a CPU second, "
                    + "\((entry.pollsPerCPU / floor.pollsPerCPU).shown(2)) × floor  \(entry.name)")
        }
    }

    /// - Returns: how many answers were right.
    private func poll(_ server: FloorServer, _ fetch: @escaping @Sendable (FetchRequest) async -> FetchResponse?) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for first in 0..<parallel {
                let (requests, parallel, sites, bytes, port) = (requests, parallel, sites, bytes, server.port)
                group.addTask {
                    var good = 0
                    for number in stride(from: first, to: requests, by: parallel) {
                        let url = "http://127.0.0.\(1 + number % sites):\(port)/\(number)"
                        let response = await fetch(FetchRequest(url: url, accept: FetchRequest.acceptFeed))
                        if response?.status == 200, response?.body.count == bytes { good += 1 }
                    }
                    return good
                }
            }
            return await group.reduce(0, +)
        }
    }

    func validate() throws {
        guard (1...250).contains(sites), parallel > 0, requests > 0, bytes >= 0, rounds > 0 else {
            throw ValidationError("from 1 to 250 sites, and at least one of everything else")
        }
    }
}

/// The server that the clients are measured against, as a child process.
private final class FloorServer {
    private let process = Process()
    let port: Int

    init(sites: Int, bytes: Int) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["fetch", "serve", "\(sites)", "\(bytes)"]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.prefix { $0.isNumber }) else { throw ValidationError("the server did not start") }
        self.port = port
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// The child process of ``FloorServer``.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The server for this measurement.", shouldDisplay: false)

    @Argument var sites: Int
    @Argument var bytes: Int

    func run() throws {
        _ = fetch_floor_pin(0)
        _ = fetch_floor_serve(Int32(sites), bytes) { port in
            print(port)
            fflush(nil)
        }
        throw ValidationError("can't serve: \(String(cString: strerror(errno)))")
    }
}
