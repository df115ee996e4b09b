import Glibc
import Logging
import Primitives
import Telemetry
import Testing

@Suite struct LogWriterTests {
    @Test func `A stalled reader holds nobody up, and learns how much was lost`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let logger = logs.logger("x")
        let text = String(repeating: "a", count: 4_000)
        let count = 1_000
        for number in 0..<count { logger.info("\(text)", metadata: ["number": "\(number)"]) }
        #expect(logs.flush(within: .milliseconds(20)) == false)
        var objects = try pipe.objects(whileDraining: logs)
        logger.info("after")
        objects += try pipe.objects(whileDraining: logs)
        let arrived = objects.filter { $0["number"] != nil }
        let lost = objects.filter { $0["logger"] == "uprising.log" }.compactMap { $0["count"]?.integer }.reduce(0, +)
        #expect(lost > 0)
        #expect(arrived.count + Int(lost) == count)
        #expect(objects.last?["message"] == "after")
    }

    @Test func `Lines of many tasks arrive whole, each once`() async throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let logger = logs.logger("x")
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { for number in 0..<50 { logger.info("m", metadata: ["n": "\(task * 50 + number)"]) } }
            }
        }
        let objects = try pipe.objects(whileDraining: logs)
        #expect(Set(objects.compactMap { $0["n"]?.string }).count == 400 && objects.count == 400)
    }

    @Test func `Who waits for what was logged before gets a turn while others go on`() async {
        let logs = Logs(format: .json, to: Nowhere())
        let chatter = Task {
            while !Task.isCancelled {
                logs.logger("x").info("m")
                await Task.yield()
            }
        }
        for _ in 0..<5 { #expect(logs.flush()) }
        chatter.cancel()
        await chatter.value
    }

    @Test func `A reader that went away is no fault of the node`() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let logs = Logs(format: .json, descriptor: ends[1])
        for _ in 0..<10 { logs.logger("x").info("m") }
        #expect(logs.flush())
        close(ends[1])
    }

    @Test func `A descriptor that does not block is waited for`() throws {
        let pipe = try LogPipe()
        #expect(fcntl(pipe.writeEnd, F_SETFL, O_NONBLOCK) == 0)
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let text = String(repeating: "a", count: 4_000)
        for _ in 0..<100 { logs.logger("x").info("\(text)") }
        #expect(try pipe.objects(whileDraining: logs).count == 100)
    }
}

private struct Nowhere: LogDestination {
    func write(_ lines: [UInt8]) -> Int { 0 }
}
