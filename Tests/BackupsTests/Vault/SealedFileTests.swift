import Primitives
import Testing

@testable import Backups

struct SealedFileTests {
    private let key = VaultKey(Secret([UInt8](repeating: 9, count: 32)))

    private func seal(_ bytes: [UInt8], name: String = "objects/aa/one", parts: Int = 10_000) throws -> [UInt8] {
        var writer = SealedFile.Writer(name: name, key: key)
        var sealed: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            sealed += try writer.append(Array(rest.prefix(parts)))
            rest = rest.dropFirst(parts)
        }
        return try sealed + writer.finish()
    }

    private func open(_ sealed: [UInt8], name: String = "objects/aa/one", parts: Int = 7_777) throws -> [UInt8] {
        var reader = SealedFile.Reader(name: name, key: key)
        var opened: [UInt8] = []
        var rest = sealed[...]
        while !rest.isEmpty {
            opened += try reader.append(Array(rest.prefix(parts)))
            rest = rest.dropFirst(parts)
        }
        return try opened + reader.finish()
    }

    private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `What was sealed opens, and is as long as was said`(count: Int) throws {
        let sealed = try seal(bytes(count))
        #expect(sealed.count == Int(SealedFile.byteCount(holding: Int64(count))))
        #expect(try open(sealed) == bytes(count))
        #expect(try open(sealed, parts: 1 << 20) == bytes(count))
    }

    @Test func `Any flipped bit is found`() throws {
        let sealed = try seal(bytes(70_000))
        for position in [0, 7, 8, 23, 24, 30_000, 65_559, 65_575, 65_576, sealed.count - 1] {
            var changed = sealed
            changed[position] ^= 1
            #expect(throws: SealedFile.Reader.Fault.self, "\(position)") { try open(changed) }
        }
    }

    @Test func `A file that ends early is found, wherever it ends`() throws {
        let sealed = try seal(bytes(200_000))
        let (head, chunk) = (24, 65_552)
        for count in [0, 10, head, head + 10, head + chunk, head + 2 * chunk, sealed.count - 1] {
            #expect(throws: SealedFile.Reader.Fault.self, "\(count)") { try open(Array(sealed.prefix(count))) }
        }
    }

    @Test func `Chunks in another order, one twice, and one left out are found`() throws {
        let sealed = try seal(bytes(200_000))
        let (head, chunk) = (24, 65_552)
        let first = Array(sealed[head..<head + chunk])
        let second = Array(sealed[head + chunk..<head + 2 * chunk])
        let rest = Array(sealed[(head + 2 * chunk)...])
        let start = Array(sealed.prefix(head))
        #expect(throws: SealedFile.Reader.Fault.self) { try open(start + second + first + rest) }
        #expect(throws: SealedFile.Reader.Fault.self) { try open(start + first + first + second + rest) }
        #expect(throws: SealedFile.Reader.Fault.self) { try open(start + first + rest) }
        #expect(try open(start + first + second + rest).count == 200_000)
    }

    @Test func `No file passes for another`() throws {
        #expect(throws: SealedFile.Reader.Fault.self) { try open(try seal(bytes(10), name: "objects/bb/two")) }
    }

    @Test func `The same bytes are sealed another way each time`() throws {
        #expect(try seal(bytes(100)) != seal(bytes(100)))
    }
}
