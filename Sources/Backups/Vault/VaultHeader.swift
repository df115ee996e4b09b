import Primitives

/// What a vault is, in a file at its root that nobody needs a key to read.
package struct VaultHeader: Sendable, Codable {
    struct Encryption: Sendable, Codable {
        let argon2id: Argon2
        /// Hexadecimal.
        let salt: String
        /// Of the key that is the right one.
        let mark: String
    }

    static let fileName = "uprising-backups.json"
    /// Goes up when an older program could not read what a newer one wrote.
    static let format = 1

    let format: Int
    let id: String
    /// The profile whose backups these are: retention must never mix those of two nodes.
    let profile: String
    let encryption: Encryption?
}
