import Testing

@testable import Telemetry

struct DurationSketchTests {
    @Test(arguments: [0, 1, 63, 64, 65, 1_000, 123_456, 59_999_999, 600_000_000] as [UInt64])
    func `A duration lies within its bucket, which is no wider than 1.6 per cent`(microseconds: UInt64) {
        let bucket = DurationSketch.bucket(of: microseconds)
        let upper = DurationSketch.upperBound(of: bucket)
        #expect(upper >= microseconds)
        #expect(Double(upper - microseconds) <= Double(microseconds) * 0.016)
        #expect(DurationSketch.bucket(of: upper) == bucket)
        #expect(DurationSketch.bucket(of: upper + 1) == bucket + 1)
    }

    @Test func `A percentile of two merged sketches is that of all observations, not an average`() {
        var (quick, slow) = (DurationSketch(), DurationSketch())
        for _ in 0..<95 { quick.add(.milliseconds(10)) }
        for _ in 0..<5 { slow.add(.seconds(9)) }
        #expect(slow.quantile(0.95).map { $0 > .seconds(8) } == true)
        quick.add(slow)
        // The average of the two would be four and a half seconds.
        #expect(quick.quantile(0.95).map { $0 < .milliseconds(11) } == true)
        #expect(quick.quantile(0.96).map { $0 > .seconds(8) } == true)
    }

    @Test func `Of nothing there is no percentile`() {
        #expect(DurationSketch().quantile(0.95) == nil)
    }
}
