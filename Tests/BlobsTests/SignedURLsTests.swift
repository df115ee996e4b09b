import Blobs
import Primitives
import TestSupport
import Testing

@Suite struct SignedURLsTests {
    private let clock = ManualClock()
    private let key = URLSigningKey(id: "k1", secret: Secret(Array(0..<32)))

    private var urls: SignedURLs { SignedURLs(signingKey: key, clock: clock.wallClock) }

    private func object(_ name: String = "Dossier Café 日本.pdf") async throws -> StoredObject {
        try await withBlobs { try await $0.put("x", name: name) }
    }

    private func refusal(of target: String, by other: SignedURLs? = nil) -> FailureCode? {
        do throws(Failure) {
            _ = try (other ?? urls).verify(target: target)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `Any changed character is refused`() async throws {
        let path = try await urls.sign(object()).path
        for position in path.indices {
            for replacement: Character in ["0", "A", "&", "%", "\n"] where path[position] != replacement {
                var changed = path
                changed.replaceSubrange(position...position, with: String(replacement))
                #expect(refusal(of: changed) == .signatureInvalid, "\(changed)")
            }
        }
    }

    @Test func `A target that is none is refused`() async throws {
        let path = try await urls.sign(object()).path
        let wrong = [
            "", "/", "/files/", "/files/x/y", String(path.dropLast(10)), path + "&expires=9999999999",
            path.replacing("/files/", with: "/other/"),
            path.replacing("?", with: "/../x?"), path + String(repeating: "&a=b", count: 1_000), path.replacing("kid=k1", with: "kid=k2"),
            path.replacing("kid=k1", with: "kid="), path.replacing("expires=", with: "expires=+"),
            path.replacing("expires=", with: "expires=0"),
            path.replacing("expires=", with: "expires=99999999999999999999"), path.replacing("%", with: "%25"),
        ]
        for target in wrong { #expect(refusal(of: target) == .signatureInvalid, "\(target)") }
    }

    @Test func `An expired URL says so, and a changed one never learns that it expired`() async throws {
        let signed = try await urls.sign(object())
        clock.advance(by: signed.expiresAt - clock.now)
        #expect(refusal(of: signed.path) == .signatureExpired)
        let later = signed.path.replacing("expires=\(signed.expiresAt.seconds)", with: "expires=\(signed.expiresAt.seconds + 300)")
        #expect(refusal(of: later) == .signatureInvalid)
    }

    @Test func `Another key does not open it, a retired one does`() async throws {
        let path = try await urls.sign(object()).path
        let next = URLSigningKey(id: "k2", secret: Secret(Array(1..<33)))
        let impostor = URLSigningKey(id: "k1", secret: Secret(Array(1..<33)))
        for stranger in [next, impostor] {
            #expect(refusal(of: path, by: SignedURLs(signingKey: stranger, clock: clock.wallClock)) == .signatureInvalid)
        }
        _ = try SignedURLs(signingKey: next, retired: [key], clock: clock.wallClock).verify(target: path)
    }

    @Test func `The same URL comes again within a window, so that a cache can use it`() async throws {
        let object = try await object()
        let first = urls.sign(object)
        clock.advance(by: first.expiresAt - SignedURLs.defaultLifetime - clock.now)
        #expect(urls.sign(object) == first)
        clock.advance(by: .seconds(1))
        let next = urls.sign(object)
        #expect(next.expiresAt - first.expiresAt == .minutes(5))
        for signed in [first, next] {
            let lifetime = signed.expiresAt - clock.now
            #expect(lifetime >= .minutes(15) - .seconds(1) && lifetime <= .minutes(20))
        }
    }

    @Test(arguments: ["dossier.pdf", "Dossier Café 日本.pdf", "a b+c&d=e?f#g%h.pdf", "…", "~"])
    func `A genuine URL names its object, and its path is plain ASCII`(name: String) async throws {
        let object = try await object(name)
        let signed = urls.sign(object)
        let grant = try urls.verify(target: signed.path)
        #expect(grant.objectID == object.id && grant.name == name && grant.expiresAt == signed.expiresAt)
        #expect(signed.path.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        _ = try urls.verify(target: signed.path + "&utm_source=mail")
    }
}
