import Blobs
import Primitives

/// A file that somebody is about to put up.
package struct UploadDraft: Sendable, Decodable {
    private static let nameLimit = 200
    private static let typeLimit = 200

    package var name: String?
    package var size: Int64?
    package var contentType: String?

    package init(name: String?, size: Int64?, contentType: String?) {
        self.name = name
        self.size = size
        self.contentType = contentType
    }

    /// - Throws: ``Failure`` `invalidRequest` with all faults.
    func accepted() throws(Failure) -> (name: String, size: Int64, contentType: String) {
        var check = FieldCheck()
        let name = check.line(name, "/name", limit: Self.nameLimit)
        if name == nil { check.add("/name", "Give the name of the file.") }
        if size.map({ $0 < 0 }) ?? true { check.add("/size", "Give how many bytes the file has.") }
        let type = check.line(contentType, "/contentType", limit: Self.typeLimit)
        try check.finish("The file was not taken.")
        return (name ?? "", size ?? 0, type ?? "application/octet-stream")
    }

    /// What the storage refuses, in the words of the API.
    static func failure(for refusal: StorageRefusal) -> Failure {
        switch refusal {
        case .tooLarge(let limit):
            Failure(.invalidRequest, "The file was not taken.", fields: [FieldFault("/size", "At most \(limit) bytes.")])
        case .quotaExceeded(let limit):
            Failure(.storageFull, "The files of this workspace would have more than the \(limit) bytes that they may. Remove some.")
        case .diskAlmostFull:
            Failure(.storageFull, "The node's disk is almost full. Its operator has to free space.", retryAfter: .seconds(30))
        case .mediaTypeRefused(let type):
            Failure(
                .invalidRequest, "The file was not taken.", fields: [FieldFault("/contentType", "The chat takes no files of \(type).")])
        default: Failure(.conflict, "The file was not taken.", cause: refusal)
        }
    }
}
