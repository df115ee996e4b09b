import JobQueue
import Primitives
import Testing

struct CronExpressionTests {
    @Test(arguments: [
        ("", "has 0 fields, not the five"),
        ("* * * *", "has 4 fields, not the five"),
        ("0 * * * * *", "has 6 fields, not the five"),
        ("60 * * * *", "minute \"60\": allowed are 0-59"),
        ("-1 * * * *", "minute \"-1\": allowed are 0-59"),
        ("1,,2 * * * *", "minute \"\": allowed are 0-59"),
        ("1, * * * *", "minute \"\": allowed"),
        ("0 24 * * *", "hour \"24\": allowed are 0-23"),
        ("0 9-17h * * *", "hour \"9-17h\": allowed are 0-23"),
        ("0 0 0 * *", "day of month \"0\": allowed are 1-31 or L"),
        ("0 0 32 * *", "day of month \"32\": allowed are 1-31 or L"),
        ("0 0 L-3 * *", "day of month \"L-3\": allowed"),
        ("0 0 15W * *", "day of month \"15W\": allowed"),
        ("0 0 ? * *", "day of month \"?\": allowed"),
        ("0 0 1 13 *", "month \"13\": allowed are 1-12 or jan-dec"),
        ("0 0 1 january *", "month \"january\": allowed are 1-12 or jan-dec"),
        ("0 0 1 mon *", "month \"mon\": allowed"),
        ("0 0 * * 8", "day of week \"8\": allowed are 0-7 or sun-sat"),
        ("0 0 * * L", "day of week \"L\": allowed"),
        ("0 0 * * mon#1", "day of week \"mon#1\": allowed"),
        ("0 22-2 * * *", "hour \"22-2\": a range runs forwards: write 22-23,0-2"),
        ("0 0 * * fri-tue", "day of week \"fri-tue\": a range runs forwards: write fri-6,0-tue"),
        ("5/10 * * * *", "minute \"5/10\": a step needs a range: write 5-59/10"),
        ("*/0 * * * *", "minute \"*/0\": a step is a number from 1 to 59"),
        ("*/90 * * * *", "minute \"*/90\": a step is a number from 1 to 59"),
        ("*/ * * * *", "minute \"*/\": a step is a number from 1 to 59"),
        ("*/5/2 * * * *", "minute \"*/5/2\": a step"),
        ("0 */24 * * *", "hour \"*/24\": a step is a number from 1 to 23"),
        ("@reboot", "allowed are @annually, @daily, @hourly"),
        ("@daily 5", "allowed are @annually"),
        ("0 0 * * ١", "plain ASCII"),
        ("0 0 * *\n*", "plain ASCII"),
        (String(repeating: "1,", count: 50) + "1 * * * *", "at most 100 characters"),
    ])
    func `What is no expression is refused with the field, the text and what is allowed`(text: String, words: String) throws {
        let error = try #require(throws: CronError.self) { try CronExpression(text) }
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test(arguments: ["0 0 31 2 *", "0 0 30,31 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30 2 */2", "* * 31 4 *"])
    func `Days that no calendar has are found out`(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.neverFires)
        #expect(expression.next(after: Timestamp(seconds: 0), in: .utc) == nil)
    }

    @Test(arguments: ["0 0 29 2 *", "0 0 31 2 1", "0 0 L 2 *", "0 0 29 2 */6", "0 0 31 1-2 *"])
    func `Days that some calendar has are not`(text: String) throws {
        let expression = try CronExpression(text)
        #expect(!expression.neverFires)
        #expect(expression.next(after: Timestamp(seconds: 1_767_225_600), in: .utc) != nil)
    }

    @Test(arguments: [
        ("*/15 * * * *", "2026-01-26T09:31:00Z", "2026-01-26T09:45"),
        ("10-40/5 * * * *", "2026-01-26T09:40:00Z", "2026-01-26T10:10"),
        ("3,1,2 * * * *", "2026-01-26T09:01:30Z", "2026-01-26T09:02"),
        ("0 9 * * *", "2026-01-26T09:00:00Z", "2026-01-27T09:00"),
        ("0 9 * * *", "2026-01-26T08:59:59.999999Z", "2026-01-26T09:00"),
        ("59 23 31 12 *", "2026-12-31T23:59:00Z", "2027-12-31T23:59"),
        ("0 0 1 JAN *", "2026-01-26T00:00:00Z", "2027-01-01T00:00"),
        ("0 0 1 feb-Apr/2 *", "2026-02-02T00:00:00Z", "2026-04-01T00:00"),
        ("0 0 * * Mon", "2026-01-26T00:00:00Z", "2026-02-02T00:00"),
        ("0 0 * * 7", "2026-01-26T00:00:00Z", "2026-02-01T00:00"),
        ("0 0 * * 0", "2026-01-26T00:00:00Z", "2026-02-01T00:00"),
        ("0 0 * * fri-sun", "2026-01-26T00:00:00Z", "2026-01-30T00:00"),
        ("0 0 * * 5-7", "2026-01-31T00:00:00Z", "2026-02-01T00:00"),
        // Either day where both are restricted, both where one begins with a star.
        ("0 0 13 * fri", "2026-01-26T00:00:00Z", "2026-01-30T00:00"),
        ("0 0 13 * fri", "2026-02-10T00:00:00Z", "2026-02-13T00:00"),
        ("0 0 13 * sat", "2026-02-10T00:00:00Z", "2026-02-13T00:00"),
        ("0 0 */2 * mon", "2026-01-26T00:00:00Z", "2026-02-09T00:00"),
        ("0 0 29 2 */6", "2026-01-26T00:00:00Z", "2032-02-29T00:00"),
        ("0 0 L * *", "2026-01-31T00:00:00Z", "2026-02-28T00:00"),
        ("0 0 L 2 *", "2026-03-01T00:00:00Z", "2027-02-28T00:00"),
        ("0 0 15,L * *", "2028-02-15T00:00:00Z", "2028-02-29T00:00"),
        ("0 0 29 2 *", "2026-01-26T00:00:00Z", "2028-02-29T00:00"),
        ("0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00"),
        ("0 12 * * *", "1969-12-31T11:59:59.5Z", "1969-12-31T12:00"),
        ("  0\t9  * * *  ", "2026-01-26T08:00:00Z", "2026-01-26T09:00"),
        ("@hourly", "2026-01-26T09:00:00Z", "2026-01-26T10:00"),
        ("@daily", "2026-01-26T09:00:00Z", "2026-01-27T00:00"),
        ("@MIDNIGHT", "2026-01-26T09:00:00Z", "2026-01-27T00:00"),
        ("@weekly", "2026-01-26T09:00:00Z", "2026-02-01T00:00"),
        ("@monthly", "2026-01-26T09:00:00Z", "2026-02-01T00:00"),
        ("@yearly", "2026-01-26T09:00:00Z", "2027-01-01T00:00"),
        ("@annually", "2026-01-26T09:00:00Z", "2027-01-01T00:00"),
    ])
    func `The next occurrence is the first that lies ahead`(text: String, after: String, expected: String) throws {
        let moment = try #require(Timestamp(after))
        #expect(try CronExpression(text).next(after: moment, in: .utc)?.description == expected + ":00.000Z")
    }

    @Test(arguments: ["CET", "GMT+2", "+02:00", "Europe/Nowhere", "europe/paris", "Europe/Paris/", "", "../etc/passwd"])
    func `Only names of the database are time zones`(name: String) {
        #expect(ScheduleZone(name) == nil)
    }

    @Test(arguments: ["UTC", "Europe/Paris", "Asia/Kolkata", "America/Argentina/Ushuaia", "Australia/Lord_Howe"])
    func `A name of the database is one`(name: String) {
        #expect(ScheduleZone(name)?.description == name)
    }
}
