import Primitives

/// What an SDK says of one session, or of many that are over.
struct SessionUpdate: Hashable {
    enum State: String {
        case ok, errored, crashed, abnormal
    }

    private static let aggregateLimit = 200
    private static let countLimit: Int64 = 1_000_000

    /// Of a single one, so that what is told again is not counted again.
    let id: String?
    let person: String?
    let release: String
    /// How many in each state.
    let counts: [State: Int]

    /// - Parameter json: the payload of a `session` or `sessions` item.
    static func all(in json: JSONValue) -> [SessionUpdate] {
        guard let release = json["attrs"]?["release"]?.string?.singleLine().prefix(utf8: 200), !release.isEmpty else { return [] }
        guard let aggregates = json["aggregates"]?.array else { return single(json, release).map { [$0] } ?? [] }
        return aggregates.prefix(aggregateLimit).map { one in
            func count(_ name: String) -> Int { Int(min(max(one[name]?.integer ?? 0, 0), countLimit)) }
            return SessionUpdate(
                id: nil, person: person(one), release: release,
                counts: [.ok: count("exited"), .errored: count("errored"), .crashed: count("crashed"), .abnormal: count("abnormal")])
        }
    }

    private static func single(_ json: JSONValue, _ release: String) -> SessionUpdate? {
        guard let id = json["sid"]?.string, (1...64).contains(id.utf8.count) else { return nil }
        let hasErrors = (json["errors"]?.integer ?? 0) > 0
        let state: State =
            switch json["status"]?.string {
            case "crashed": .crashed
            case "abnormal": .abnormal
            case "errored": .errored
            default: hasErrors ? .errored : .ok
            }
        return SessionUpdate(id: id.lowercased(), person: person(json), release: release, counts: [state: 1])
    }

    private static func person(_ json: JSONValue) -> String? {
        json["did"]?.string.flatMap { $0.isEmpty ? nil : $0.prefix(utf8: 200) }
    }
}
