import Crypto
package import Primitives
import Synchronization

/// Every key of the node, derived from its root secret by HKDF-SHA256 (RFC 5869), each with a label of its own.
///
/// Of each purpose the newest generation makes new things, and those before it are accepted until they retire. A ring knows of
/// the first generation only, until ``Keys`` has told it what the database says.
package final class KeyRing: Sendable {
    /// The strength of SHA-256, and the size of key that HMAC-SHA256 takes as it is (RFC 2104 §3).
    private static let keyByteCount = 32
    /// 48 bits: enough to tell the few keys of one node apart, short enough for a URL.
    private static let idByteCount = 6
    private static let salt = Array("uprising key ring 1".utf8)

    private let root: SymmetricKey
    private let clock: WallClock
    private let generations = Mutex<[KeyPurpose: [KeyGeneration]]>([:])

    package init(root: Secret, clock: WallClock = .system) {
        self.root = SymmetricKey(data: root.revealedBytes)
        self.clock = clock
    }

    /// The key that makes new things.
    package func current(_ purpose: KeyPurpose, in workspace: ID<Workspace>? = nil) -> DerivedKey {
        let number = generations.withLock { $0[purpose]?.map(\.number).max() } ?? 1
        return key(for: purpose, in: workspace, generation: number)
    }

    /// The keys whose work is taken at this moment, the current one first.
    package func accepted(_ purpose: KeyPurpose, in workspace: ID<Workspace>? = nil) -> [DerivedKey] {
        acceptedNumbers(purpose).map { key(for: purpose, in: workspace, generation: $0) }
    }

    /// The accepted key that calls itself `id`.
    package func accepted(_ purpose: KeyPurpose, id: String, in workspace: ID<Workspace>? = nil) -> DerivedKey? {
        acceptedNumbers(purpose).first { keyID(purpose, workspace, $0, nil) == id }.map {
            key(for: purpose, in: workspace, generation: $0)
        }
    }

    /// The key of one generation, accepted or not.
    ///
    /// - Parameter name: tells apart several keys of one purpose and workspace.
    package func key(for purpose: KeyPurpose, in workspace: ID<Workspace>?, generation: Int, name: StaticString? = nil) -> DerivedKey {
        DerivedKey(
            id: keyID(purpose, workspace, generation, name),
            secret: Secret(derive("key for", purpose, workspace, generation, name, byteCount: Self.keyByteCount)), generation: generation)
    }

    /// Takes over what the database says of the generations.
    func adopt(_ known: [KeyGeneration]) {
        generations.withLock { $0 = Dictionary(grouping: known, by: \.purpose) }
    }

    private func acceptedNumbers(_ purpose: KeyPurpose) -> [Int] {
        let now = clock.now()
        let numbers = generations.withLock { $0[purpose]?.filter { $0.isAccepted(at: now) }.map(\.number) } ?? []
        return numbers.isEmpty ? [1] : numbers.sorted(by: >)
    }

    private func keyID(_ purpose: KeyPurpose, _ workspace: ID<Workspace>?, _ generation: Int, _ name: StaticString?) -> String {
        Base64URL.encode(derive("key id of", purpose, workspace, generation, name, byteCount: Self.idByteCount))
    }

    /// No two sets of parameters write the same label: purposes hold no comma, and each further part says what it is.
    private func derive(
        _ what: String, _ purpose: KeyPurpose, _ workspace: ID<Workspace>?, _ generation: Int, _ name: StaticString?, byteCount: Int
    ) -> [UInt8] {
        var label = "\(what) \(purpose.rawValue)"
        if let workspace { label += ", workspace \(workspace)" }
        if let name { label += ", name \(name)" }
        if generation > 1 { label += ", generation \(generation)" }
        return HKDF<SHA256>.deriveKey(inputKeyMaterial: root, salt: Self.salt, info: Array(label.utf8), outputByteCount: byteCount)
            .withUnsafeBytes { Array($0) }
    }
}
