package import DataStore
package import Primitives

/// The generations of the node's keys: kept in the database, rotated with an overlap, told to the ring.
package struct Keys: Sendable {
    /// Generations of one purpose that are accepted at a time. Each of them costs a derivation when something unknown comes in;
    /// whoever rotates more often than this within an overlap wants another root secret.
    static let acceptedLimit = 8

    private let store: Store
    private let ring: KeyRing
    private let clock: WallClock

    package init(store: Store, ring: KeyRing, clock: WallClock = .system) {
        self.store = store
        self.ring = ring
        self.clock = clock
    }

    /// Tells the ring what the database says. To be called at the start, before anything is signed or verified.
    package func load() async throws {
        let now = clock.now()
        try await store.write { [ring] transaction in
            for purpose in KeyPurpose.allCases where purpose.isRotatedByNode {
                try KeyGenerationRows.insertFirst(purpose, at: now, in: transaction)
            }
            let accepted = try KeyGenerationRows.accepted(at: now, in: transaction)
            transaction.afterCommit { ring.adopt(accepted) }
        }
    }

    /// The generations that are of use at this moment, by purpose, the newest first.
    package func list() async throws -> [KeyGeneration] {
        let now = clock.now()
        return try await store.read { try KeyGenerationRows.accepted(at: now, in: $0) }
    }

    /// Begins a new generation; what the ones before it made is taken until the purpose's overlap is over.
    ///
    /// - Parameter purpose: one of them, or `nil` for all that the node rotates.
    /// - Returns: the new generations.
    /// - Throws: ``Failure`` `invalidRequest` for the keys of workspaces, `conflict` at ``acceptedLimit``.
    @discardableResult
    package func rotate(_ purpose: KeyPurpose? = nil, act: Act) async throws -> [KeyGeneration] {
        if let purpose, !purpose.isRotatedByNode {
            throw Failure(.invalidRequest, "The keys of a workspace are rotated there, one by one.")
        }
        let purposes = purpose.map { [$0] } ?? KeyPurpose.allCases.filter(\.isRotatedByNode)
        let now = clock.now()
        return try await store.write { [ring] transaction in
            let known = try KeyGenerationRows.accepted(at: now, in: transaction)
            let begun = try purposes.map { try begin($0, known.filter { [purpose = $0] in $0.purpose == purpose }, now, act, transaction) }
            let accepted = try KeyGenerationRows.accepted(at: now, in: transaction)
            transaction.afterCommit { ring.adopt(accepted) }
            return begun
        }
    }

    private func begin(
        _ purpose: KeyPurpose, _ known: [KeyGeneration], _ now: Timestamp, _ act: Act, _ transaction: WriteTransaction
    ) throws -> KeyGeneration {
        guard known.count < Self.acceptedLimit else {
            throw Failure(.conflict, "\(known.count) generations of \(purpose.rawValue) are still accepted. Wait until some have retired.")
        }
        try KeyGenerationRows.insertFirst(purpose, at: now, in: transaction)
        try KeyGenerationRows.retireCurrent(purpose, at: now + purpose.overlap, in: transaction)
        let next = KeyGeneration(
            purpose: purpose, number: (known.map(\.number).max() ?? 1) + 1, createdAt: now, retiresAt: nil)
        try KeyGenerationRows.insert(next, in: transaction)
        try AuditLog.append(
            AuditEntry(
                .keyRotated, on: AuditSubject("key", id: purpose.rawValue), in: nil,
                after: ["generation": .integer(Int64(next.number))], act: act, at: now),
            in: transaction)
        return next
    }
}
