import Testing

@testable import Portability

struct TarHeaderTests {
    @Test func `A block that was changed, or has no size, is refused`() {
        var block = TarHeader(name: "leads.jsonl", byteCount: 5).bytes
        block[0] = UInt8(ascii: "x")
        #expect(throws: PortabilityError.self) { try TarHeader(block) }
        #expect(throws: PortabilityError.self) { try TarHeader([UInt8](repeating: 1, count: 512)) }
    }

    @Test(arguments: [0, 1, 511, 512, 1 << 33, 1 << 50] as [Int64])
    func `A header comes back as it was`(_ count: Int64) throws {
        let header = try #require(try TarHeader(TarHeader(name: "files/a", byteCount: count).bytes))
        #expect((header.name, header.byteCount) == ("files/a", count))
        #expect((count + Int64(TarHeader.padding(after: count))).isMultiple(of: 512))
    }

    @Test func `An empty block is the end`() throws {
        #expect(try TarHeader([UInt8](repeating: 0, count: 512)) == nil)
    }
}
