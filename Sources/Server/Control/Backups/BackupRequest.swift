/// What the operator asks of a running node's backups.
package enum BackupRequest: Codable, Sendable {
    /// - Parameters:
    ///   - folder: that of the settings if absent.
    ///   - begins: whether an empty folder is right although there were backups in it.
    ///   - passphrase: another than that of the settings.
    case make(folder: String?, begins: Bool, passphrase: String?)
    case drill(folder: String?, passphrase: String?)
}
