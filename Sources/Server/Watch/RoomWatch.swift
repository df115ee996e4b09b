import NIOCore
import NIOHTTP1
import Primitives
import Realtime
import UnixSignals

/// Tells what happens in a room for as long as nobody ends it, across lost connections and restarts of the node, each event once.
struct RoomWatch: Sendable {
    private static let path = "/realtime/v1/websocket?vsn=2.0.0"
    /// Clients of the protocol are expected to speak every 25 seconds.
    private static let heartbeatInterval = Duration.seconds(25)
    private static let shortestPause = Duration.milliseconds(250)
    private static let longestPause = Duration.seconds(10)

    let room: Room
    let start: WatchStart
    let line: WatchLine
    /// Asked before each connection: a node that comes back may be elsewhere, with other keys.
    let access: @Sendable () async throws -> WatchAccess
    let print: @Sendable (String) throws -> Void
    let say: @Sendable (String) -> Void

    /// Runs until SIGINT, SIGTERM or cancellation.
    ///
    /// - Throws: ``Failure`` when the node can't be reached at first, or refuses.
    func run() async throws {
        // Trapped before anything else, so that none is missed.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { return } }
            group.addTask { try await watch() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func watch() async throws {
        var machine = RoomWatchStateMachine(room: room, start: start, now: .now())
        var pause = Self.shortestPause
        var hasJoined = false
        while true {
            var joinedNow = false
            let reason: String
            do {
                reason = try await listen(&machine) { joinedNow = true }
            } catch let failure as Failure where failure.code == .unavailable && hasJoined {
                reason = failure.message
            } catch let fault as NodeFault where (hasJoined || joinedNow) && !fault.isRefusal {
                reason = fault.description
            } catch let fault as NodeFault {
                throw Failure(fault.isUnreachable ? .unavailable : .forbidden, fault.description)
            }
            try Task.checkCancellation()
            hasJoined = hasJoined || joinedNow
            if joinedNow { pause = Self.shortestPause }
            say("connection lost (\(reason)); again in \(pause.inSeconds)")
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// One connection, from its opening to its loss; answers why it ended.
    private func listen(_ machine: inout RoomWatchStateMachine, onJoin: () -> Void) async throws -> String {
        let access = try await access()
        let headers: HTTPHeaders = ["Authorization": "Bearer \(access.token.revealedText)"]
        return try await NodeSocket.open(
            access.target, trusting: access.trust, path: Self.path, headers: headers, lasting: nil
        ) { socket in
            for frame in machine.connected() { try await socket.send(text: try frame.encoded()) }
            let sender = socket.sender
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while true {
                        try await Task.sleep(for: Self.heartbeatInterval)
                        try await sender.send(text: try NodeFrame.heartbeat.encoded())
                    }
                }
                defer { group.cancelAll() }
                while let message = try await socket.next() {
                    // Bytes that a client sent have no line.
                    guard let frame = NodeFrame(message) else { continue }
                    for action in machine.receive(frame) {
                        switch action {
                        case .print(let event): try print(try line.text(of: event))
                        case .joined(let how):
                            onJoin()
                            say("\(room) at \(access.target.authority): \(how)")
                        case .reconnect(let reason): return reason
                        case .end(let reason): throw Failure(.forbidden, "\(room): \(reason)".singleLine())
                        }
                    }
                }
                return "it ended without a word"
            }
        }
    }
}
