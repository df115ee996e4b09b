import Primitives
import Testing

@testable import Telemetry

struct AttachmentTests {
    private static let event = "9ec79c33ec9942ab8353589fcb2e04dc"

    private func item(_ size: Int, name: String = "a.log") -> (header: String, payload: [UInt8]) {
        (#"{"type":"attachment","length":\#(size),"filename":"\#(name)"}"#, [UInt8](repeating: 0x41, count: size))
    }

    private func event(_ message: String = "x") -> (header: String, payload: [UInt8]) {
        let payload = Array(#"{"message":"\#(message)"}"#.utf8)
        return (#"{"type":"event","length":\#(payload.count)}"#, payload)
    }

    private func missing(
        _ number: Int, of event: String = event, in projects: [ErrorProjectID] = [ErrorWorld.project], _ world: ErrorWorld
    ) async {
        await #expect { _ = try await world.groups.attachment(number, of: event, in: projects) } throws: {
            ($0 as? Failure)?.code == .notFound
        }
    }

    @Test func `Another workspace, a wrong number and what is no attachment find nothing`() async throws {
        try await withErrors { world in
            try world.send(items: [event(), item(5)], id: Self.event)
            await world.intake.flush()
            await missing(1, in: [], world)
            await missing(1, in: [ErrorWorld.other], world)
            for number in [-1, 0, 2, 99] { await missing(number, world) }
            await missing(1, of: "nonsense", world)
            let found = try await world.groups.attachment(1, of: Self.event, in: [ErrorWorld.project])
            #expect(found == ErrorAttachment(name: "a.log", content: [UInt8](repeating: 0x41, count: 5)))
        }
    }

    @Test func `What is too large, too much or too many is noted and not kept`() async throws {
        try await withErrors { world in
            let megabyte = EnvelopeReader.Limits.attachmentBytes
            try world.send(items: [item(megabyte + 1), event(), item(megabyte), item(megabyte), item(10)], id: Self.event)
            await world.intake.flush()
            let report = try await world.groups.event(Self.event, of: [ErrorWorld.project])
            #expect(report.keptAttachments == [2, 3])
            #expect(report.itemList.compactMap { $0["size"]?.integer } == [Int64(megabyte) + 1, 15, Int64(megabyte), Int64(megabyte), 10])
            try world.send(items: [event("many")] + (0..<12).map { _ in item(1) }, id: EventID.new())
            await world.intake.flush()
            #expect(try await world.count("SELECT count(*) FROM error_attachment") == 2 + EnvelopeReader.Limits.attachments)
        }
    }

    @Test func `Attachments have a quarter of the room, the oldest go, and reports stay`() async throws {
        try await withErrors(retention: ErrorRetention(byteLimit: 40_000)) { world in
            // Random bytes, which no packing makes fewer.
            var random = SystemRandomNumberGenerator()
            for number in 0..<8 {
                let bytes = (0..<3_000).map { _ in UInt8.random(in: 0...255, using: &random) }
                try world.send(items: [event("\(number) w\(number)"), (#"{"type":"attachment","length":3000}"#, bytes)])
                await world.intake.flush()
            }
            #expect(try await world.count("SELECT count(*) FROM error_event") == 8)
            let size = try await world.count("SELECT sum(byte_count) FROM error_attachment")
            #expect(size <= 10_000 && size > 0)
            #expect(try await world.count("SELECT byte_count FROM error_attachment_size") == size)
        }
    }

    @Test func `With a report goes what was sent with it`() async throws {
        try await withErrors { world in
            try world.send(items: [event(), item(5)], id: Self.event)
            await world.intake.flush()
            try await world.groups.remove(try await world.only().id, of: [ErrorWorld.project])
            #expect(try await world.count("SELECT count(*) FROM error_attachment") == 0)
            #expect(try await world.count("SELECT byte_count FROM error_attachment_size") == 0)
        }
    }

    @Test func `Of an error in a loop only whole reports have theirs`() async throws {
        try await withErrors { world in
            for _ in 0..<(KeptEvents.perMinute + 5) { try world.send(items: [event(), item(1)]) }
            await world.intake.flush()
            #expect(try await world.count("SELECT count(*) FROM error_attachment") == KeptEvents.perMinute)
            #expect(try await world.only().count == KeptEvents.perMinute + 5)
        }
    }
}
