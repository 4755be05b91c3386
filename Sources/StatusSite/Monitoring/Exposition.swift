/// Metrics in Prometheus' text format 0.0.4.
struct Exposition {
    private(set) var text = ""
    /// Labels that every sample has.
    private let common: [(String, String)]

    /// - Parameter worker: the name of a fleet's worker, by which its samples are told from others'.
    init(worker: String? = nil) { common = worker.map { [("worker", $0)] } ?? [] }

    /// A sample of a metric: its labels and its value.
    typealias Sample = (labels: [(String, String)], value: Double)

    /// Something that only goes up. Its name ends in `_total`.
    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total")
        family(name, "counter", help, [([], value)])
    }

    /// Something that goes up and down.
    mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
        guard let value else { return }
        family(name, "gauge", help, [([], value)])
    }

    mutating func family(_ name: String, _ type: String, _ help: String, _ samples: [Sample]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples {
            let labels = (common + sample.labels).map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(sample.value))\n"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
