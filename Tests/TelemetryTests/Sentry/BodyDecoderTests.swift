import Primitives
import Testing

@testable import Telemetry

struct BodyDecoderTests {
    private static let plain = Array("hello hello hello".utf8)
    private static let encoded = [
        ("gzip", "1f8b0800000000000003cb48cdc9c957c84090008088f9e511000000"), ("deflate", "78dacb48cdc9c957c84090003a2e067d"),
        ("br", "1f1000f88d946ede445586966c206f014f1c601c"),
    ]

    @Test(arguments: encoded)
    func `What is damaged, cut off or followed by more is refused`(encoding: String, hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        var damaged = bytes
        damaged[bytes.count / 2] ^= 0xFF
        for wrong in [damaged, Array(bytes.dropLast(6)), bytes + [0, 0], Array("no code".utf8)] {
            #expect(throws: SentryRefusal.self) { _ = try BodyDecoder.decode(wrong, encoding: encoding, limit: 12) }
        }
        #expect(throws: SentryRefusal.self) { _ = try BodyDecoder.decode(bytes, encoding: "zstd", limit: 100) }
    }

    @Test(arguments: encoded)
    func `A body is inflated whole and in parts, up to its limit`(encoding: String, hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(try BodyDecoder.decode(bytes, encoding: encoding, limit: 17) == Self.plain)
        #expect(throws: SentryRefusal.tooLarge("more than 16 bytes inflated")) {
            _ = try BodyDecoder.decode(bytes, encoding: encoding, limit: 16)
        }
        let decoder = try BodyDecoder(encoding: encoding, limit: 100)
        var whole: [UInt8] = []
        for byte in bytes { try [byte].withUnsafeBytes { try decoder.feed($0) { whole.append(contentsOf: $0) } } }
        try decoder.finish()
        #expect(whole == Self.plain)
    }

    @Test func `A bomb is stopped at the limit, a piece at a time`() throws {
        let bomb = PackedBytes.pack([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 300_000)
        let decoder = try BodyDecoder(encoding: "deflate", limit: 1_000_000)
        var largest = 0
        var total = 0
        #expect(throws: SentryRefusal.tooLarge("more than 1000000 bytes inflated")) {
            try bomb.withUnsafeBytes { bytes in
                try decoder.feed(bytes) { piece in
                    largest = max(largest, piece.count)
                    total += piece.count
                }
            }
        }
        #expect(largest <= 65_536 && total <= 1_000_000)
    }

    @Test func `What is packed comes back`() {
        let bytes = Array(String(repeating: "frame ", count: 4_000).utf8)
        let packed = PackedBytes.pack(bytes)
        #expect(packed.count < bytes.count / 20)
        #expect(PackedBytes.unpack(packed, limit: 100_000) == bytes)
        #expect(PackedBytes.unpack(packed, limit: 100) == nil)
    }
}
