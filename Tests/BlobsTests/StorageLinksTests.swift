import Blobs
import Primitives
import TestSupport
import Testing

@Suite struct StorageLinksTests {
    private let clock = ManualClock()
    private let key = URLSigningKey(id: "k1", secret: Secret(Array(0..<32)))
    private let space = ID<BlobSpace>()

    private var links: StorageLinks {
        StorageLinks(
            signingKey: { [key] _ in key }, acceptedKey: { [key, space] in $0 == space && $1 == "k1" ? key : nil }, clock: clock.wallClock)
    }

    private func link(_ purpose: StorageLink.Purpose = .download(bucketGeneration: 1, objectGeneration: 2)) throws -> StorageLink {
        StorageLink(
            space: space, bucket: try #require(BucketName("b")), key: try #require(ObjectKey("f/ü \"x\".txt")), purpose: purpose,
            expiresAt: Timestamp(seconds: clock.now.seconds + 60))
    }

    private func fault(of token: String) -> StorageLinkFault? {
        do throws(StorageLinkFault) {
            _ = try links.verify(token)
            return nil
        } catch {
            return error
        }
    }

    @Test func `Any changed character is refused`() throws {
        let token = links.sign(try link())
        for position in token.indices {
            for replacement: Character in ["A", "-", "."] where token[position] != replacement {
                var changed = token
                changed.replaceSubrange(position...position, with: String(replacement))
                #expect(fault(of: changed) != nil, "\(changed)")
            }
        }
        for wrong in ["", "..", "a.b.c", token + "x", "." + token, String(repeating: "a", count: 10_000)] {
            #expect(fault(of: wrong) != nil)
        }
    }

    @Test func `A token without a signature, or of another algorithm, is none`() throws {
        let parts = links.sign(try link()).split(separator: ".")
        for header in [#"{"alg":"none","kid":"k1"}"#, #"{"alg":"HS512","kid":"k1"}"#, #"{"alg":"HS256"}"#] {
            #expect(fault(of: "\(Base64URL.encode(header.utf8)).\(parts[1]).\(parts[2])") == .malformed)
            #expect(fault(of: "\(Base64URL.encode(header.utf8)).\(parts[1]).") == .malformed)
        }
    }

    @Test func `Another workspace's link does not open here`() throws {
        let other = StorageLinks(signingKey: { [key] _ in key }, acceptedKey: { _, _ in nil }, clock: clock.wallClock)
        #expect(throws: StorageLinkFault.badSignature) { try other.verify(links.sign(try link())) }
    }

    @Test func `It ends at its moment, and what was changed never learns that`() throws {
        let token = links.sign(try link())
        clock.advance(by: .seconds(59))
        #expect(fault(of: token) == nil)
        clock.advance(by: .seconds(1))
        #expect(fault(of: token) == .expired)
        #expect(fault(of: token.dropLast(2) + "AA") == .badSignature)
    }

    @Test(arguments: [
        StorageLink.Purpose.download(bucketGeneration: 1, objectGeneration: .max),
        .upload(bucketGeneration: 3, owner: "me", replaces: true),
        .upload(bucketGeneration: 3, owner: nil, replaces: false),
    ])
    func `What was signed is what is read`(purpose: StorageLink.Purpose) throws {
        let link = try link(purpose)
        #expect(try links.verify(links.sign(link)) == link)
    }
}
