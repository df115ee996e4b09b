import FoundationEssentials
import Glibc
import Primitives
import Realtime

extension Operator {
    /// The environment variable that holds a token.
    private static let tokenVariable = "UPRISING_TOKEN"

    /// Prints what happens in a room, until a signal.
    ///
    /// - Parameters:
    ///   - url: another node's address; `nil` asks the one that runs here, which lends a key.
    ///   - token: for that address; without one the variable `UPRISING_TOKEN` counts.
    ///   - caFile: certificates in PEM to trust there in place of the machine's.
    package func watch(
        room name: String, url: String?, token: String?, caFile: String?, start: WatchStart, line: WatchLine,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
        let room = try Self.room(name)
        let watch = RoomWatch(
            room: room, start: start, line: line, access: try access(to: room, url: url, token: token, caFile: caFile, environment),
            print: Self.writeLine, say: { say($0) })
        do {
            try await watch.run()
        } catch is OutputClosed {
            // Whoever read the lines has seen enough, as `head` does.
        }
    }

    private func access(
        to room: Room, url: String?, token: String?, caFile: String?, _ environment: [String: String]
    ) throws -> @Sendable () async throws -> WatchAccess {
        guard let url else {
            guard token == nil, caFile == nil else {
                throw Failure(.invalidRequest, "--token and --ca-file go with the --url of the node that they are for.")
            }
            return {
                let answer = try await ControlClient(settings: settings).ask(
                    running: .roomAccess(room: room.description), remedy: "Start it, or give --url and a token.")
                guard case .roomAccess(let url, let key) = answer else { throw Failure(.internalError, "The node lent no key.") }
                return WatchAccess(target: try NodeTarget(url), token: Secret(key), trust: .controlSocket)
            }
        }
        let given = [token, environment[Self.tokenVariable]].compactMap { $0?.trimmingSpaces() }.first { !$0.isEmpty }
        guard let given else {
            throw Failure(
                .invalidRequest, "Give a token of that node, by --token or \(Self.tokenVariable): `uprising token create` makes one.")
        }
        let access = WatchAccess(target: try NodeTarget(url), token: Secret(given), trust: try NodeTrust(caFile: caFile))
        return { access }
    }

    /// The room of that name; `room:` may be left out, the protocol's `realtime:` may stand before it.
    static func room(_ name: String) throws(Failure) -> Room {
        let text = name.hasPrefix("realtime:") ? String(name.dropFirst("realtime:".count)) : name
        guard let room = Room(text) ?? Room(Room.prefix + text) else {
            let kinds = Room.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "“\(name.singleLine())” is no room. One like room:lead:ID is wanted; there are \(kinds).")
        }
        return room
    }

    private struct OutputClosed: Error {}

    /// One write a line, so that a pipe gets each event at once.
    private static let writeLine: @Sendable (String) throws -> Void = { text in
        var rest = Array((text + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputClosed()
            }
            rest = rest.dropFirst(count)
        }
    }
}
