import Crypto
import Foundation
import Primitives

/// The form of an encrypted file: a mark, a salt, and chunks that are sealed one by one (ChaCha20-Poly1305, RFC 8439).
///
/// The nonce of a chunk is its number and whether it is the last, as in the STREAM construction (Hoang and others, 2015): a chunk that is
/// changed, left out, repeated or in another's place does not open, nor does a file that ends early. The key follows from the file's name,
/// so no file passes for another.
enum SealedFile {
    static let mark = Array("UPNSEAL1".utf8)
    static let saltByteCount = 16
    static let chunkByteCount = 65_536
    static let tagByteCount = 16

    /// The length of what holds `count` bytes.
    static func byteCount(holding count: Int64) -> Int64 {
        let chunks = max(1, (count + Int64(chunkByteCount) - 1) / Int64(chunkByteCount))
        return Int64(mark.count + saltByteCount) + count + chunks * Int64(tagByteCount)
    }

    fileprivate static func nonce(_ number: UInt64, isLast: Bool) throws -> ChaChaPoly.Nonce {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + counter + [isLast ? 1 : 0])
    }

    /// Seals what comes in parts.
    struct Writer {
        private let key: SymmetricKey
        private var number: UInt64 = 0
        private var rest: [UInt8] = []
        private var head: [UInt8]

        init(name: String, key: VaultKey) {
            let salt = Secret.random(byteCount: saltByteCount).revealedBytes
            self.key = key.fileKey(name: name, salt: salt)
            head = mark + salt
        }

        /// What is ready to be written. A whole chunk waits for the next byte: it may be the last.
        mutating func append(_ bytes: [UInt8]) throws -> [UInt8] {
            rest += bytes
            var sealed = takeHead()
            var start = 0
            while rest.count - start > chunkByteCount {
                sealed += try seal(rest[start..<start + chunkByteCount], isLast: false)
                start += chunkByteCount
            }
            rest.removeFirst(start)
            return sealed
        }

        mutating func finish() throws -> [UInt8] {
            try takeHead() + seal(rest[...], isLast: true)
        }

        private mutating func takeHead() -> [UInt8] {
            defer { head = [] }
            return head
        }

        private mutating func seal(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
            let box = try ChaChaPoly.seal(chunk, using: key, nonce: nonce(number, isLast: isLast))
            number += 1
            return Array(box.ciphertext) + Array(box.tag)
        }
    }

    /// Opens what comes in parts.
    struct Reader {
        /// What is wrong with the file, as a part of a sentence.
        struct Fault: Error { let words: String }

        private let name: String
        private let vaultKey: VaultKey
        private var key: SymmetricKey?
        private var number: UInt64 = 0
        private var rest: [UInt8] = []

        init(name: String, key: VaultKey) {
            self.name = name
            vaultKey = key
        }

        mutating func append(_ bytes: [UInt8]) throws -> [UInt8] {
            rest += bytes
            var start = 0
            if key == nil {
                let headCount = mark.count + saltByteCount
                guard rest.count >= headCount else { return [] }
                guard rest.starts(with: mark) else { throw Fault(words: "is not sealed as backups are") }
                key = vaultKey.fileKey(name: name, salt: Array(rest[mark.count..<headCount]))
                start = headCount
            }
            let sealedCount = chunkByteCount + tagByteCount
            var opened: [UInt8] = []
            while rest.count - start > sealedCount {
                opened += try open(rest[start..<start + sealedCount], isLast: false)
                start += sealedCount
            }
            rest.removeFirst(start)
            return opened
        }

        mutating func finish() throws -> [UInt8] { try open(rest[...], isLast: true) }

        private mutating func open(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
            guard let key, chunk.count >= tagByteCount else { throw Fault(words: "ends too early") }
            do {
                let box = try ChaChaPoly.SealedBox(
                    nonce: nonce(number, isLast: isLast), ciphertext: chunk.dropLast(tagByteCount), tag: chunk.suffix(tagByteCount))
                number += 1
                return Array(try ChaChaPoly.open(box, using: key))
            } catch {
                throw Fault(words: "was changed, or ends too early, in its chunk \(number)")
            }
        }
    }
}
