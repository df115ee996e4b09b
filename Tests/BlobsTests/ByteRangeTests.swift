import Blobs
import Primitives
import Testing

@Suite struct ByteRangeTests {
    @Test(arguments: [
        "bytes=100-", "bytes=100-200", "bytes=101-", "bytes=-0", "bytes=99999999999999999999-",
        "bytes=99999999999999999999-99999999999999999999",
    ])
    func `A range past the end can't be satisfied`(header: String) {
        let failure = #expect(throws: Failure.self) { try ByteRange.parse(header, byteCount: 100) }
        #expect(failure?.code == .rangeNotSatisfiable)
    }

    @Test(arguments: ["bytes=0-", "bytes=-1", "bytes=0-0"])
    func `No range of an empty file can be satisfied`(header: String) {
        #expect(throws: Failure.self) { try ByteRange.parse(header, byteCount: 0) }
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "items=0-1", "bytes=0 - 1", "bytes=+0-1",
        "bytes=0-1-2",
        "bytes=0x1-2", "bytes 0-1", "bytes=٣-٤",
    ])
    func `Anything else answers the whole`(header: String?) throws {
        #expect(try ByteRange.parse(header, byteCount: 100) == nil)
    }

    @Test(arguments: [
        ("bytes=0-0", Int64(0)..<Int64(1)), ("bytes=0-99", 0..<100), ("bytes=0-", 0..<100), ("bytes=99-", 99..<100),
        ("bytes=10-1000", 10..<100),
        ("bytes=-1", 99..<100), ("bytes=-1000", 0..<100), ("BYTES=1-2", 1..<3), ("bytes= 1-2 ", 1..<3),
        ("bytes=5-99999999999999999999", 5..<100),
    ])
    func `A single range is honoured`(header: String, range: Range<Int64>) throws {
        #expect(try ByteRange.parse(header, byteCount: 100) == range)
    }
}
