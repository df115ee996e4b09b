import Testing

@testable import Telemetry

struct RollupCodecTests {
    @Test func `Bytes that no version wrote are no slot, and none of them crash`() {
        #expect(RollupCodec.decode([], start: 0) == nil)
        #expect(RollupCodec.decode([9], start: 0) == nil)
        #expect(RollupCodec.decode(Array(repeating: 0xFF, count: 40), start: 0) == nil)
        let whole = RollupCodec.encode(Self.slot)
        for length in 0..<whole.count { #expect(RollupCodec.decode(Array(whole.prefix(length)), start: 0) == nil) }
    }

    @Test func `A slot is read as it was written`() {
        #expect(RollupCodec.decode(RollupCodec.encode(Self.slot), start: 20) == Self.slot)
    }

    private static var slot: RollupSlot {
        var sketch = DurationSketch()
        for milliseconds in [1, 1, 250, 70_000] as [Int64] { sketch.add(.milliseconds(milliseconds)) }
        return RollupSlot(
            start: 20,
            series: [
                SeriesKey(.apiLatency, "createLead"): .durations(sketch), SeriesKey(.jobFailureRate): .share(hits: 3, of: 400),
                SeriesKey(.queueDepth, "mail"): .level(12),
            ])
    }
}
