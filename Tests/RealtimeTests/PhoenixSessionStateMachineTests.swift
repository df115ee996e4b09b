import NIOCore
import Primitives
import Testing

@testable import Realtime

struct PhoenixSessionStateMachineTests {
    private typealias Machine = PhoenixSessionStateMachine
    private let workspace = ID<Subject>()

    /// What the outside of a machine knows, and the promises that it holds the machine to.
    private struct World {
        var undecided: [Machine.Ticket] = []
        var unread: [Machine.Ticket] = []
        var rechecking: [Machine.Ticket] = []
        var subscribed: Set<Machine.Ticket> = []
        var ended: Set<Machine.Ticket> = []
        /// Topics whose last join was answered with ok.
        var joined: Set<String> = []
        var faults: [String] = []
        var counts: [String: Int] = [:]

        mutating func observe(_ actions: [Machine.Action]) {
            for action in actions {
                switch action {
                case .decide(let ticket, _): undecided.append(ticket)
                case .recheck(let ticket, _): rechecking.append(ticket)
                case .subscribe(let ticket, _, _, let isHolding):
                    if !subscribed.insert(ticket).inserted || ended.contains(ticket) { faults.append("subscribed twice") }
                    if isHolding { unread.append(ticket) }
                case .unsubscribe(let ticket):
                    subscribed.remove(ticket)
                    ended.insert(ticket)
                case .welcome(let ticket):
                    counts["presence_state", default: 0] += 1
                    if !subscribed.contains(ticket) { faults.append("a welcome without a subscription") }
                case .watch(let ticket, _):
                    counts["watch", default: 0] += 1
                    if !subscribed.contains(ticket) { faults.append("a watch without a subscription") }
                case .relay(let ticket, _, _), .announce(let ticket, _, _, _), .track(let ticket, _, _), .untrack(let ticket),
                    .regrant(let ticket, _):
                    if !subscribed.contains(ticket) { faults.append("\(action) without a subscription") }
                case .replay(_, let topic): if !joined.contains(topic) { faults.append("an event before the reply") }
                case .send(let message): observe(message)
                }
            }
        }

        private mutating func observe(_ message: OutgoingMessage) {
            counts[message.event, default: 0] += 1
            switch message.event {
            case "phx_reply": if message.payload.contains("postgres_changes") { joined.insert(message.topic) }
            default: if !joined.contains(message.topic) { faults.append("\(message.event) before the reply") }
            }
            if message.event == "phx_close" || message.event == "phx_error" { joined.remove(message.topic) }
        }
    }

    @Test(arguments: [PhoenixVersion.v1, .v2])
    func `In any order of messages and answers, the reply to a join comes first and nothing outlives its channel`(
        _ version: PhoenixVersion
    ) throws {
        var random = SplitMix(seed: 23)
        var limits = SessionLimits()
        (limits.channels, limits.messagesPerSecond) = (3, 40)
        var now = NIODeadline.uptimeNanoseconds(0)
        var machine = Machine(version: version, limits: limits, policy: ChannelPolicy(allowsPublic: true), now: now)
        var world = World()
        let topics = ["realtime:a", "realtime:b", "realtime:room:lead:\(workspace)", "realtime:room:workspace:\(workspace)"]
        let events = ["phx_join", "phx_join", "phx_leave", "broadcast", "broadcast", "presence", "access_token", "phx_other"]
        let payload =
            #"{"event":"track","access_token":"TOKEN","config":{"presence":{"enabled":true},"cursor":{"epoch":"e","seq":1},"#
            + #""postgres_changes":[{"table":"shop"}]}}"#
        for round in 0..<40_000 {
            now = now + .milliseconds(Int64.random(in: 0...20, using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let (topic, event) = (topics[Int.random(in: 0..<4, using: &random)], events[Int.random(in: 0..<8, using: &random)])
                let body = payload.split(separator: "TOKEN").joined(separator: "\(Int.random(in: 0...1, using: &random))")
                let slice = try #require(JSONSlice(ByteBuffer(string: body)))
                if event == "phx_join" || event == "phx_leave" { world.joined.remove(topic) }
                let message = IncomingMessage(joinRef: nil, ref: "\(round)", topic: topic, event: event, body: .json(slice))
                world.observe(machine.receive(message, now: now))
            case 6, 7:
                guard !world.undecided.isEmpty else { continue }
                let ticket = world.undecided.remove(at: Int.random(in: 0..<world.undecided.count, using: &random))
                world.observe(machine.decided(ticket, admission(&random)))
            case 8:
                guard !world.unread.isEmpty else { continue }
                let ticket = world.unread.remove(at: Int.random(in: 0..<world.unread.count, using: &random))
                if Int.random(in: 0..<8, using: &random) == 0 {
                    world.observe(machine.failed(ticket))
                } else {
                    world.observe(
                        machine.recovered(ticket, Recovery(cursor: EventCursor(epoch: "e", seq: 2), outcome: .recovered([event]))))
                }
            case 9 where Int.random(in: 0..<4, using: &random) == 0:
                guard let ticket = world.subscribed.randomElement(using: &random) else { continue }
                world.observe(Bool.random(using: &random) ? machine.accessChanged(ticket) : machine.expired(ticket))
            default:
                guard !world.rechecking.isEmpty else { continue }
                let ticket = world.rechecking.removeFirst()
                world.observe(machine.rechecked(ticket, Int.random(in: 0..<8, using: &random) == 0 ? nil : admission(&random)))
            }
        }
        #expect(world.faults == [])
        #expect(world.subscribed.count <= limits.channels)
        for kind in ["phx_reply", "presence_state", "system", "phx_close", "phx_error", "watch"] {
            #expect(world.counts[kind, default: 0] > 10)
        }
    }

    private var event: StoredEvent {
        StoredEvent(
            seq: 2, id: ID(), epoch: "e",
            envelope: EventEnvelope(
                .leadUpdated, traceID: TraceID(), workspaceID: workspace, entityID: workspace, entityVersion: 1,
                payload: JSONText(stored: "{}"), emittedAt: Timestamp(seconds: 1)))
    }

    private func admission(_ random: inout SplitMix) -> Admission {
        if Int.random(in: 0..<5, using: &random) == 0 { return .refused(.unauthorized(topic: "t")) }
        let bearer = Bearer(workspaceID: workspace, personID: nil, credentialID: nil)
        let tables = Bool.random(using: &random) ? [Shop.changes.table] : []
        return .admitted(Admission.Grant(bearer: bearer, name: "Ada", mayBroadcast: true, tables: tables, expiresAt: nil))
    }
}
