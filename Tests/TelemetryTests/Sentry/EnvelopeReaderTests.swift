import Primitives
import Testing

@testable import Telemetry

struct EnvelopeReaderTests {
    private func read(_ text: String, step: Int = .max) throws -> SentryEnvelope {
        var reader = EnvelopeReader()
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = step < bytes.count - start ? start + step : bytes.count
            try bytes[start..<end].withUnsafeBytes { try reader.feed($0) }
            start = end
        }
        return try reader.finish()
    }

    @Test(arguments: [
        "", "\n", "nonsense\n", "[]\n", "{}\n{}\n", "{}\nnonsense\n", "{}\n{\"type\":7}\n", "{}\n{\"type\":\"event\",\"length\":5}\nabc",
        "{}\n{\"type\":\"event\",\"length\":2}\n{}x", "{}\n{\"type\":\"event\",\"length\":-1}\n{}",
        "{}\n{\"type\":\"event\",\"length\":\"2\"}\n{}",
        "{}\n" + String(repeating: "{\"type\":\"a\",\"length\":0}\n\n", count: 501),
        "{\"a\":\"" + String(repeating: "a", count: 40_000) + "\"}\n",
    ])
    func `A malformed envelope is refused, however it is cut`(text: String) {
        for step in [1, 7, .max] { #expect(throws: SentryRefusal.self) { try read(text, step: step) } }
    }

    @Test func `An event that is too large is refused by its header alone, or as soon as it grows too large`() {
        let header = "{}\n{\"type\":\"event\",\"length\":104857600}\n"
        #expect(throws: SentryRefusal.tooLarge("an item of type event is larger than 1048576 bytes")) { try read(header) }
        let growing = "{}\n{\"type\":\"event\"}\n" + String(repeating: "a", count: 1_048_577)
        #expect(throws: SentryRefusal.self) { try read(growing, step: 65_536) }
    }

    @Test(arguments: [
        "{}\n{\"type\":\"event\",\"length\":2}\n{}\n", "{}\n{\"type\":\"event\",\"length\":2}\n{}", "{}\n{\"type\":\"event\"}\n{}\n",
        "{}\n{\"type\":\"event\"}\n{}", "{}\r\n{\"type\":\"event\",\"length\":2}\r\n{}\n\n",
    ])
    func `An item is read with and without its length and the last line feed`(text: String) throws {
        for step in [1, 2, .max] {
            let envelope = try read(text, step: step)
            #expect(envelope.items.map(\.kind) == [.event])
            #expect(envelope.items.first?.payload == Array("{}".utf8))
        }
    }

    @Test func `Payloads with a length keep line feeds and what looks like headers`() throws {
        let blob = "line\r\n\n{\"type\":\"event\",\"length\":2}\n{}\n"
        let text =
            "{\"event_id\":\"9EC79C33-EC99-42AB-8353-589FCB2E04DC\"}\n{\"type\":\"attachment\",\"length\":\(blob.utf8.count),\"filename\":\"a b\"}\n\(blob)\n"
            + "{\"type\":\"event\",\"length\":0}\n\n{\"type\":\"hologram\"}\nwhatever\n{\"type\":\"log\",\"item_count\":3,\"length\":2}\n{}"
        for step in [1, 5, .max] {
            let envelope = try read(text, step: step)
            #expect(envelope.header.eventID == "9ec79c33ec9942ab8353589fcb2e04dc")
            #expect(envelope.items.map(\.kind) == [.attachment, .event, .other, .log])
            #expect(envelope.items.map(\.byteCount) == [blob.utf8.count, 0, 8, 2])
            #expect(envelope.items[0].payload == Array(blob.utf8) && envelope.items[0].isWhole)
            #expect(envelope.items[2].payload.isEmpty, "of what nobody here knows nothing stays in memory")
            #expect(envelope.items[3].count == 3)
        }
    }

    @Test func `An envelope without items is one`() throws {
        #expect(try read("{}").items.isEmpty)
        #expect(try read("{}\n").items.isEmpty)
    }
}
