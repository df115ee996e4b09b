import Blobs
import Crypto
package import Primitives

/// What a target holds: objects by the hash of their bytes, each once however many backups have it, and a manifest for each backup.
///
/// Nothing is ever changed: a backup is there from the moment in which its manifest is, and everything that the manifest names was there
/// before. One process at a time has a vault. Its methods block.
package final class Vault: Sendable {
    static let objects = "objects"
    static let manifests = "manifests"

    package let target: any BackupTarget
    package let header: VaultHeader
    private let key: VaultKey?
    private let claim: any Sendable

    package var isEncrypted: Bool { key != nil }
    package var id: String { header.id }

    private init(target: any BackupTarget, header: VaultHeader, key: VaultKey?, claim: any Sendable) {
        self.target = target
        self.header = header
        self.key = key
        self.claim = claim
    }

    /// Opens what is there.
    ///
    /// - Parameter profile: whose backups they have to be; `nil` takes any.
    /// - Throws: ``BackupError`` `gone` when no backups are there, `key`, `busy`, `damaged`, `unknown`.
    package static func open(_ target: any BackupTarget, passphrase: Secret?, profile: String? = nil) throws -> Vault {
        let claim = try target.claim()
        guard try target.byteCount(of: VaultHeader.fileName) != nil else {
            throw BackupError(.gone, "There are no backups in \(target.place).")
        }
        let place = "\(target.place)/\(VaultHeader.fileName)"
        let header = try CheckedText.value(VaultHeader.self, from: try target.bytes(of: VaultHeader.fileName), at: place)
        guard header.format <= VaultHeader.format else {
            throw BackupError(.unknown, "The backups in \(target.place) were made by a newer version of this program; use that.")
        }
        if let profile, header.profile != profile {
            throw BackupError(
                .unknown, "\(target.place) holds the backups of the profile \(header.profile). Name another folder for \(profile).")
        }
        return Vault(target: target, header: header, key: try key(for: header, passphrase, at: target.place), claim: claim)
    }

    /// Begins a vault in an empty target, or opens the one that is there.
    package static func openOrBegin(_ target: any BackupTarget, passphrase: Secret?, profile: String) throws -> Vault {
        if try target.byteCount(of: VaultHeader.fileName) != nil {
            return try open(target, passphrase: passphrase, profile: profile)
        }
        let claim = try target.claim()
        guard try target.names(in: "").allSatisfy({ ["lock", "tmp", "lost+found"].contains($0) }) else {
            throw BackupError(.occupied, "\(target.place) holds other things than backups. Name an empty folder.")
        }
        let salt = Secret.random(byteCount: 16).revealedBytes
        let key = try passphrase.map { VaultKey(try Argon2.standard.key(from: $0, salt: salt)) }
        let header = VaultHeader(
            format: VaultHeader.format, id: ID<Vault>().description, profile: profile,
            encryption: key.map { VaultHeader.Encryption(argon2id: .standard, salt: Hex.encode(salt), mark: $0.mark) })
        try target.write(VaultHeader.fileName, try CheckedText.bytes(of: header))
        try target.settle()
        return Vault(target: target, header: header, key: key, claim: claim)
    }

    private static func key(for header: VaultHeader, _ passphrase: Secret?, at place: String) throws -> VaultKey? {
        guard let encryption = header.encryption else {
            guard passphrase == nil else {
                throw BackupError(
                    .key, "The backups in \(place) are not encrypted, and a key is given. Name an empty folder, or leave the key out.")
            }
            return nil
        }
        guard let passphrase else {
            throw BackupError(.key, "The backups in \(place) are encrypted. Give BACKUP_KEY_FILE or BACKUP_PASSPHRASE.")
        }
        guard let salt = Hex.decode(encryption.salt) else { throw BackupError(.damaged, "\(place)/\(VaultHeader.fileName) has no salt.") }
        let key = VaultKey(try encryption.argon2id.key(from: passphrase, salt: salt))
        guard constantTimeEqual(Array(key.mark.utf8), Array(encryption.mark.utf8)) else {
            throw BackupError(.key, "The key is not the one of the backups in \(place).")
        }
        return key
    }

    // MARK: Objects

    func name(of hash: ContentHash) -> String {
        let name = key?.name(of: hash) ?? hash.description
        return "\(Self.objects)/\(name.prefix(2))/\(name)"
    }

    /// For people.
    func place(of hash: ContentHash) -> String { "\(target.place)/\(name(of: hash))" }

    /// Whether it is there and as long as it has to be.
    func has(_ hash: ContentHash, byteCount: Int64) throws -> Bool {
        try target.byteCount(of: name(of: hash)) == storedByteCount(byteCount)
    }

    /// Keeps an object unless it is there.
    ///
    /// - Parameter fill: hands over the bytes. When they are others than the hash says, nothing is kept.
    /// - Returns: how many bytes were written.
    /// - Throws: ``BackupError`` `source`.
    func put(_ hash: ContentHash, byteCount: Int64, _ fill: (_ append: @escaping ([UInt8]) throws -> Void) throws -> Void) throws -> Int64 {
        if try has(hash, byteCount: byteCount) { return 0 }
        try write(name(of: hash)) { append in
            var hasher = SHA256()
            try fill { bytes in
                bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
                try append(bytes)
            }
            guard ContentHash(hasher.finalize()) == hash else { throw BackupError(.source, "has other bytes than were stored") }
        }
        return storedByteCount(byteCount)
    }

    /// Hands over the bytes of an object, in order. That they are right is known when it returns.
    ///
    /// - Throws: ``BackupError`` `missing` or `damaged` with the file's place.
    func read(_ hash: ContentHash, byteCount: Int64, _ part: ([UInt8]) throws -> Void) throws {
        guard let stored = try target.byteCount(of: name(of: hash)) else {
            throw BackupError(.missing, "\(place(of: hash)) is not there.")
        }
        guard stored == storedByteCount(byteCount) else {
            throw BackupError(.damaged, "\(place(of: hash)) has \(stored) bytes, \(storedByteCount(byteCount)) were written.")
        }
        var hasher = SHA256()
        try read(name(of: hash)) { bytes in
            bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            try part(bytes)
        }
        guard ContentHash(hasher.finalize()) == hash else {
            throw BackupError(.damaged, "\(place(of: hash)) is not what was written.")
        }
    }

    private func storedByteCount(_ count: Int64) -> Int64 { isEncrypted ? SealedFile.byteCount(holding: count) : count }

    // MARK: Files, sealed or not

    func write(_ name: String, _ fill: (_ append: @escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        guard let key else { return try target.write(name, fill) }
        try target.write(name) { append in
            var writer = SealedFile.Writer(name: name, key: key)
            try fill { bytes in
                let sealed = try writer.append(bytes)
                if !sealed.isEmpty { try append(sealed) }
            }
            try append(try writer.finish())
        }
    }

    func read(_ name: String, _ part: ([UInt8]) throws -> Void) throws {
        guard let key else { return try target.read(name, part) }
        var reader = SealedFile.Reader(name: name, key: key)
        do {
            try target.read(name) { bytes in
                let opened = try reader.append(bytes)
                if !opened.isEmpty { try part(opened) }
            }
            try part(try reader.finish())
        } catch let fault as SealedFile.Reader.Fault {
            throw BackupError(.damaged, "\(target.place)/\(name) \(fault.words).")
        }
    }
}
