/// Why a backup, a restore or a drill could not be done, with what to do about it.
package struct BackupError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// The target is not there, or is empty where backups were before.
        case gone
        /// The target takes no more bytes.
        case full
        /// The target can't be written.
        case readOnly = "read_only"
        /// Something that the target should hold is not there.
        case missing
        /// What the target holds is not what was written to it.
        case damaged
        /// The key is missing, wrong, or not wanted.
        case key
        /// Another backup, restore or check is at work there.
        case busy
        /// What is there was made by a newer version, or for another node.
        case unknown
        /// A folder that has to be empty is not.
        case occupied
        /// The folder of the backups and the data folder lie in each other.
        case place
        /// A file of the node is not what was stored.
        case source
        /// Anything else that the system reports.
        case inputOutput = "input_output"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "backup \(code.rawValue): \(message)" }
}
