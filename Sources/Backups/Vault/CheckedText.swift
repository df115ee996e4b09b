import Blobs
import Crypto
import Foundation

/// JSON behind a line with its hash, so that a flipped bit is told from what was meant. A person can read it.
enum CheckedText {
    private static let lineByteCount = 65

    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = [UInt8](try encoder.encode(value))
        return Array("\(ContentHash(SHA256.hash(data: text)))\n".utf8) + text
    }

    /// - Throws: ``BackupError`` `damaged` with the place.
    static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8], at place: String) throws -> Value {
        let text = bytes.dropFirst(lineByteCount)
        guard bytes.count > lineByteCount, bytes[lineByteCount - 1] == UInt8(ascii: "\n"),
            String(decoding: bytes.prefix(lineByteCount - 1), as: UTF8.self) == ContentHash(SHA256.hash(data: text)).description
        else { throw BackupError(.damaged, "\(place) is not what was written.") }
        do {
            return try JSONDecoder().decode(type, from: Data(text))
        } catch {
            throw BackupError(.unknown, "\(place) was made by a newer version of this program; use that.")
        }
    }
}
