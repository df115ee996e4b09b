import Primitives
import Testing

@testable import Server

struct JobTextTests {
    @Test(arguments: ["", "h", "2", "0h", "-1h", "2 h", "2w", "400d"])
    func `What is no span of time is refused`(_ text: String) {
        let failure = #expect(throws: Failure.self) { try Duration(span: text) }
        #expect(failure?.code == .invalidRequest)
    }

    @Test(arguments: [("90s", Duration.seconds(90)), ("10m", .minutes(10)), ("2h", .hours(2)), ("3d", .days(3))])
    func `A span of time is a number and a unit`(_ text: String, _ span: Duration) throws {
        #expect(try Duration(span: text) == span)
    }

    @Test(arguments: [
        (Duration.zero, "0 ms"), (.microseconds(1_440), "1.4 ms"), (.milliseconds(250), "250 ms"), (.seconds(1), "1 s"),
        (.seconds(59), "59 s"),
        (.minutes(90), "1.5 h"), (.days(3), "3 d"), (.seconds(-5), "0 ms"),
    ])
    func `A duration has two or three digits`(_ duration: Duration, _ words: String) {
        #expect(duration.words == words)
    }

    @Test func `What came from outside can't steer a terminal, nor break a line`() {
        var table = TextTable([("kind", .left), ("age", .right)])
        table.add(["crawl\u{1B}[2J\nnext", "1 s"])
        table.add(["x", "12 s"])
        #expect(table.lines == ["kind             age", "crawl [2J next   1 s", "x               12 s"])
    }
}
