import Blobs
import DataStore

/// Why a workspace could not be taken out or brought in. Nothing of it was kept.
package struct PortabilityError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// There is something where the export should go.
        case occupied
        /// Nothing is there that could be read.
        case gone
        /// It is no export, or one of a version that this program does not know.
        case unknown
        /// Something is not as it was exported.
        case damaged
        /// A file of the node is damaged or gone.
        case source
        /// The node has this workspace, or something of its name, already.
        case conflict
        /// No room on the disk.
        case full
        /// The disk failed, or the folder can't be written.
        case inputOutput
    }

    package let code: Code
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "portability \(code.rawValue): \(message)" }
}

extension PortabilityError {
    /// What a disk says in the words of this module.
    static func translating<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as StoreError where error.code == .unreadableRow {
            throw PortabilityError(.damaged, "A row is none that this program writes: \(error.message).")
        } catch let error as StoreError where error.code == .diskFull {
            throw PortabilityError(.full, error.message)
        } catch let error as BlobError {
            throw PortabilityError(error.code == .full ? .full : .inputOutput, "The disk did not do it: \(error.message).")
        }
    }
}
