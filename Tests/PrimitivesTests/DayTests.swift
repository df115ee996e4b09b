import Primitives
import Testing

@Suite struct DayTests {
    @Test(arguments: ["", "2030-02-30", "2030-1-31", "1969-12-31", "2030-01-31T00:00:00Z", "2030-01-31 ", "12030-01-31", "２030-01-31"])
    func `What is no day is none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["1970-01-01", "2024-02-29", "2030-01-31", "9999-12-31"])
    func `A day is written as it was read`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test func `The day of a moment is that of its place`() throws {
        let moment = try #require(Timestamp("2030-01-31T23:30:00Z"))
        #expect(Day(of: moment).description == "2030-01-31")
        #expect(Day(of: moment, secondsFromUTC: 3_600).description == "2030-02-01")
        #expect((Day(of: moment) + 1).start.description == "2030-02-01T00:00:00.000Z")
        #expect(Day(of: Timestamp(seconds: -1)).description == "1970-01-01")
        #expect(Day(number: .max).description == "9999-12-31")
    }
}
