import JobQueue
import Primitives
import Testing

/// The expected times were found by another program, which reads the clock of each minute by another copy of the IANA database.
struct CronClockChangeTests {
    @Test(arguments: [
        // A time of day that is left out, and one that comes twice.
        ("30 2 * * *", "Europe/Paris", "2026-03-27T12:00:00Z", ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"]),
        (
            "30 2 * * *", "Europe/Paris", "2026-10-23T12:00:00Z",
            ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"]
        ),
        ("0,30 2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z", ["2026-03-29T01:00", "2026-03-30T00:00", "2026-03-30T00:30"]),
        (
            "0,30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z",
            ["2026-10-25T00:00", "2026-10-25T00:30", "2026-10-26T01:00", "2026-10-26T01:30"]
        ),
        // An hour's step names times of day: twelve a day.
        (
            "0 */2 * * *", "Europe/Paris", "2026-03-28T22:30:00Z",
            ["2026-03-28T23:00", "2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T04:00", "2026-03-29T06:00"]
        ),
        (
            "0 */2 * * *", "Europe/Paris", "2026-10-24T21:30:00Z",
            ["2026-10-24T22:00", "2026-10-25T00:00", "2026-10-25T03:00", "2026-10-25T05:00", "2026-10-25T07:00"]
        ),
        // By the time that passes.
        (
            "30 * * * *", "Europe/Paris", "2026-03-28T23:00:00Z",
            ["2026-03-28T23:30", "2026-03-29T00:30", "2026-03-29T01:30", "2026-03-29T02:30"]
        ),
        (
            "30 * * * *", "Europe/Paris", "2026-10-24T23:00:00Z",
            ["2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T03:30"]
        ),
        (
            "*/20 1-3 * * *", "Europe/Paris", "2026-10-24T22:00:00Z",
            [
                "2026-10-24T23:00", "2026-10-24T23:20", "2026-10-24T23:40", "2026-10-25T00:00", "2026-10-25T00:20", "2026-10-25T00:40",
                "2026-10-25T01:00", "2026-10-25T01:20", "2026-10-25T01:40", "2026-10-25T02:00", "2026-10-25T02:20", "2026-10-25T02:40",
            ]
        ),
        ("*/15 2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z", ["2026-03-29T01:00", "2026-03-30T00:00", "2026-03-30T00:15"]),
        (
            "*/30 1-2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z",
            ["2026-03-29T00:00", "2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T23:00", "2026-03-29T23:30"]
        ),
        // Other zones: an hour west, a midnight that is left out, half an hour, none, a whole day.
        ("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", ["2026-03-08T07:00", "2026-03-09T06:30", "2026-03-10T06:30"]),
        ("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", ["2026-11-01T05:30", "2026-11-02T06:30", "2026-11-03T06:30"]),
        (
            "0 * * * *", "America/New_York", "2026-11-01T03:30:00Z",
            ["2026-11-01T04:00", "2026-11-01T05:00", "2026-11-01T06:00", "2026-11-01T07:00", "2026-11-01T08:00"]
        ),
        (
            "0 0 * * *", "America/Sao_Paulo", "2018-11-02T12:00:00Z",
            ["2018-11-03T03:00", "2018-11-04T03:00", "2018-11-05T02:00", "2018-11-06T02:00"]
        ),
        (
            "30 23 * * *", "America/Sao_Paulo", "2018-02-15T12:00:00Z",
            ["2018-02-16T01:30", "2018-02-17T01:30", "2018-02-18T01:30", "2018-02-19T02:30"]
        ),
        ("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T12:00:00Z", ["2026-10-02T15:45", "2026-10-03T15:30", "2026-10-04T15:15"]),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T00:00:00Z", ["2026-04-03T14:45", "2026-04-04T14:45", "2026-04-05T15:15"]),
        (
            "*/15 * * * *", "Australia/Lord_Howe", "2026-04-04T14:10:00Z",
            ["2026-04-04T14:15", "2026-04-04T14:30", "2026-04-04T14:45", "2026-04-04T15:00", "2026-04-04T15:15", "2026-04-04T15:30"]
        ),
        (
            "*/15 * * * *", "Australia/Lord_Howe", "2026-10-03T15:10:00Z",
            ["2026-10-03T15:15", "2026-10-03T15:30", "2026-10-03T15:45", "2026-10-03T16:00"]
        ),
        (
            "0 9 * * 1-5", "Asia/Kathmandu", "2026-01-01T00:00:00Z",
            ["2026-01-01T03:15", "2026-01-02T03:15", "2026-01-05T03:15", "2026-01-06T03:15"]
        ),
        ("0 12 L * *", "UTC", "2026-01-15T00:00:00Z", ["2026-01-31T12:00", "2026-02-28T12:00", "2026-03-31T12:00"]),
        ("0 12 30 12 *", "Pacific/Apia", "2011-12-29T00:00:00Z", ["2011-12-30T10:00"]),
    ])
    func `Each occurrence comes once where the clock on the wall is moved`(
        text: String, zoneName: String, after: String, expected: [String]
    ) throws {
        let expression = try CronExpression(text)
        let zone = try #require(ScheduleZone(zoneName))
        var moment = try #require(Timestamp(after))
        for time in expected {
            moment = try #require(expression.next(after: moment, in: zone))
            #expect(moment.description == time + ":00.000Z")
        }
    }

    /// Windows of three weeks around changes of the clock, by an hour and by half an hour, forward and back, and without any.
    static let windows: [(zone: String, start: String)] = [
        ("Europe/Paris", "2026-03-18T00:00:00Z"), ("Europe/Paris", "2026-10-14T00:00:00Z"),
        ("America/New_York", "2026-02-26T00:00:00Z"), ("America/New_York", "2026-10-22T00:00:00Z"),
        ("America/Sao_Paulo", "2018-10-24T00:00:00Z"), ("America/Sao_Paulo", "2018-02-08T00:00:00Z"),
        ("Australia/Lord_Howe", "2026-03-26T00:00:00Z"), ("Australia/Lord_Howe", "2026-09-24T00:00:00Z"),
        ("Europe/Istanbul", "2016-09-01T00:00:00Z"), ("Africa/Casablanca", "2026-02-08T00:00:00Z"),
        ("Pacific/Apia", "2011-12-20T00:00:00Z"), ("Asia/Kathmandu", "2026-03-18T00:00:00Z"), ("UTC", "2026-03-18T00:00:00Z"),
    ]

    @Test(arguments: windows)
    func `Every occurrence is the one that a look at each minute finds`(zoneName: String, start: String) throws {
        let zone = try #require(ScheduleZone(zoneName))
        let scan = try MinuteScan(zone: zoneName, from: try #require(Timestamp(start)), days: 21)
        for rule in ScannedRule.all {
            let expression = try CronExpression(rule.text)
            var found: [Timestamp] = []
            var moment = scan.start
            while let next = expression.next(after: moment, in: zone), next <= scan.end {
                found.append(next)
                moment = next
            }
            #expect(found == scan.occurrences(of: rule), "\(rule.text) in \(zoneName)")
            #expect(!found.isEmpty)
        }
    }

    @Test func `From any moment the next occurrence is the same as from the one before it`() throws {
        let zone = try #require(ScheduleZone("Europe/Paris"))
        let scan = try MinuteScan(zone: "Europe/Paris", from: try #require(Timestamp("2026-10-24T20:00:00Z")), days: 1)
        for rule in ScannedRule.all {
            let expression = try CronExpression(rule.text)
            var expected: Timestamp?
            for minute in stride(from: scan.end.seconds, through: scan.start.seconds, by: -60).map(Timestamp.init(seconds:)) {
                let next = try #require(expression.next(after: minute - .seconds(1), in: zone))
                if next != expected { #expect(next == minute || expected == nil) }
                expected = next
            }
        }
    }
}
