package import DataStore
import FoundationEssentials
package import Identity
package import Primitives

/// What was answered to requests with a key, for endpoints whose change is more than one write, which could keep the key itself.
///
/// A key is claimed before anything is done, so that of two requests at the same time one is carried out. Should the process die in between,
/// the key stays claimed: what happened is not known then, and nothing happens twice.
package struct RememberedAnswers: Sendable {
    /// An answer as it is given again.
    package struct Answer: Codable, Sendable {
        package let status: Int
        package let headers: [String: String]
        /// `nil` for one with a secret, which is told once.
        package let body: String?

        package init(status: Int, headers: [String: String], body: String?) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    private static let underway = ""

    private let store: Store
    private let clock: WallClock

    package init(store: Store, clock: WallClock = .system) {
        self.store = store
        self.clock = clock
    }

    /// Claims a key for a request; answers what the request was answered, when it was carried out before.
    ///
    /// - Throws: ``Failure`` `idempotencyKeyReused` for another request, `conflict` for one that is being carried out.
    package func claim(_ key: IdempotencyKey, fingerprint: [UInt8], by principal: Principal) async throws -> Answer? {
        let answer: String? = try await store.write { [clock] tx in
            try IdempotencyKeys.claim(key, fingerprint: fingerprint, by: principal, at: clock.now(), in: tx)
        }
        guard let answer else { return nil }
        guard answer != Self.underway else {
            throw Failure(
                .conflict,
                "A request with this Idempotency-Key is being carried out, or was when the node stopped. Look what has become of it.",
                retryAfter: .seconds(1))
        }
        return try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
    }

    package func keep(_ answer: Answer, for key: IdempotencyKey, by principal: Principal) async throws {
        let text = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        try await store.write { tx in try IdempotencyKeys.keep(text, for: key, by: principal, in: tx) }
    }

    /// Forgets a claim: nothing was done.
    package func release(_ key: IdempotencyKey, by principal: Principal) async throws {
        try await store.write { tx in try IdempotencyKeys.release(key, by: principal, in: tx) }
    }
}
