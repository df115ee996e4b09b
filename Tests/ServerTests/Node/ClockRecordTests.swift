import Primitives
import Testing

@testable import Server

struct ClockRecordTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func seen(at moment: Timestamp? = nil) -> ClockRecord {
        var record = ClockRecord()
        _ = record.look(at: moment ?? start, elapsed: nil)
        return record
    }

    @Test func `A clock before the program was made is never believed`() {
        var record = ClockRecord()
        let early = Timestamp(seconds: 5)
        #expect(record.look(at: early, elapsed: nil) == .unset)
        #expect(record.isHeld(at: early))
        _ = record.look(at: early + .days(3), elapsed: .days(3))
        #expect(record.isHeld(at: early + .days(3)))
        #expect(ClockRecord.shortfall(at: early) > .days(10_000))
        #expect(ClockRecord.shortfall(at: start) == .zero)
    }

    @Test(arguments: [(Duration.hours(1) + .minutes(6), Duration?.some(.hours(1))), (.days(400), .hours(1)), (.days(400), nil)])
    func `A clock that runs ahead of what can have passed holds everything for a day`(moved: Duration, elapsed: Duration?) {
        var record = seen()
        let now = start + moved
        #expect(record.look(at: now, elapsed: elapsed) == .ahead(moved - (elapsed ?? .zero)))
        #expect(record.isHeld(at: now))
        #expect(record.look(at: now + .hours(23), elapsed: .hours(23)) == nil)
        #expect(record.isHeld(at: now + .hours(23)))
        #expect(record.look(at: now + .hours(25), elapsed: .hours(2)) == nil)
        #expect(!record.isHeld(at: now + .hours(25)))
    }

    @Test func `A clock that goes back holds everything for a day, also when it was ahead before`() {
        var record = seen()
        _ = record.look(at: start + .days(400), elapsed: .hours(1))
        #expect(record.look(at: start + .hours(2), elapsed: .hours(1)) == .behind(.days(400) - .hours(2)))
        #expect(record.isHeld(at: start + .hours(2)))
        // A restart does not forget it.
        #expect(record.look(at: start + .hours(3), elapsed: nil) == nil)
        #expect(record.isHeld(at: start + .hours(3)))
    }

    @Test(arguments: [(Duration.minutes(61), Duration?.some(.hours(1))), (.minutes(59), .hours(1)), (.hours(20), nil)])
    func `What a time service and a night's rest do is no surprise`(moved: Duration, elapsed: Duration?) {
        var record = seen()
        #expect(record.look(at: start + moved, elapsed: elapsed) == nil)
        #expect(!record.isHeld(at: start + moved))
    }

    @Test func `Of a new data folder nothing is known, and the clock is believed`() {
        #expect(!seen().isHeld(at: start))
    }
}
