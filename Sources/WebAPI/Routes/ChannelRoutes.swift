import Domain
import Hummingbird
import Identity
import Primitives

/// The channels of a workspace, whose rooms can be joined.
struct ChannelRoutes: Sendable {
    let channels: Channels
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("channels", .get, gate, needs: .realtimeJoin) { [channels] call in
            .json(Answer(items: try await channels.list(for: call.principal)))
        }
    }

    private struct Answer: JSONWritable {
        let items: [Channel]

        func write(to json: inout JSONWriter) {
            json.object { $0.member("items", array: items) }
        }
    }
}
