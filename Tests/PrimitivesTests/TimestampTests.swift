import Primitives
import Testing

struct TimestampTests {
    @Test(arguments: [
        "2026-01-26", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-26T24:00:00Z", "2026-01-26T10:00:00",
        "2026-01-26T10:00:00.Z",
        "2026-01-26T10:00:00+25:00", "26-01-26T10:00:00Z", "2026-01-26T10:00:00Zx", "",
    ])
    func `What is not an RFC 3339 date-time is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", 0), ("2000-02-29T23:59:59.999Z", 951_868_799_999_000),
        ("2026-01-26T09:30:00.125Z", 1_769_419_800_125_000),
        ("1969-12-31T23:59:59.999Z", -1_000), ("9999-12-31T23:59:59.000Z", 253_402_300_799_000_000),
    ])
    func `Text and moment are the same both ways`(text: String, microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test func `Offsets are brought to UTC`() {
        #expect(Timestamp("2026-01-26T10:30:00+01:00") == Timestamp("2026-01-26T09:30:00Z"))
        #expect(Timestamp("2026-01-26t04:00:00.5-05:30") == Timestamp("2026-01-26T09:30:00.500Z"))
    }

    @Test func `Every day of four centuries survives the calendar`() {
        for day in stride(from: Int64(-80_000), through: 80_000, by: 1) {
            #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
        }
    }
}
