import Glibc
import Primitives

/// Why the disk under the blobs did not do what it was asked; a defect of the world, for the log and the health check.
package struct BlobError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No space, or the quota of the folder's owner is used up.
        case full
        /// The folder can't be written or entered.
        case readOnly
        /// A file that a row names is not there.
        case missing
        /// A file is not as long as its row says.
        case wrongLength
        /// A file's bytes are not those that were stored.
        case changed
        /// Too many operations wait for the disk.
        case busy
        /// Anything else that the system reports.
        case inputOutput
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What `errno` says about `path`.
    package init(errno number: Int32, _ action: String, _ path: String) {
        code =
            switch number {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            case ENOENT: .missing
            default: .inputOutput
            }
        message = "can't \(action) \(path): \(String(cString: strerror(number)))"
    }

    package var description: String { "blobs \(code.rawValue): \(message)" }

    /// The failure on which a caller can act, where there is one; else this error.
    package var asThrown: any Error {
        switch code {
        case .full: Failure(.storageFull, "The disk is full. Free space, then try again.", cause: self)
        case .busy: Failure(.busy, "The disk is busy. Try again in a moment.", retryAfter: .seconds(1), cause: self)
        case .readOnly, .missing, .wrongLength, .changed, .inputOutput: self
        }
    }
}
