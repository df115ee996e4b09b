import FoundationEssentials
import Primitives

/// By what backups are encrypted: a passphrase, or a file that holds one.
enum BackupPassphrase {
    /// Argon2id makes guessing dear, not impossible.
    private static let minimumLength = 12

    /// - Throws: ``Failure`` `invalidRequest`.
    static func find(text: String?, file: String?) throws(Failure) -> Secret? {
        guard let file else {
            guard let text else { return nil }
            return try checked(text, from: "BACKUP_PASSPHRASE")
        }
        guard text == nil else { throw Failure(.invalidRequest, "BACKUP_KEY_FILE: BACKUP_PASSPHRASE is set too; give one of them") }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure(.invalidRequest, "BACKUP_KEY_FILE: \(file) can't be read; make one with: openssl rand -base64 32 > \(file)")
        }
        return try checked(String(decoding: data, as: UTF8.self).trimmingSpaces(), from: "BACKUP_KEY_FILE")
    }

    private static func checked(_ text: String, from setting: String) throws(Failure) -> Secret {
        guard text.count >= minimumLength else {
            throw Failure(.invalidRequest, "\(setting): has fewer than \(minimumLength) characters; make one with: openssl rand -base64 32")
        }
        return Secret(text)
    }
}
