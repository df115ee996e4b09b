import Blobs
import Primitives

/// The form of an upload: fields that say something, and one file whose bytes are handed on.
struct UploadForm {
    var parser: MultipartParser
    private(set) var notes = UploadNotes()
    private let fieldByteLimit: Int
    private var field: (name: String, value: [UInt8])?
    private var fileType: String?
    private var hasFile = false
    private var isInFile = false

    init(boundary: String, fieldByteLimit: Int) {
        parser = MultipartParser(boundary: boundary)
        self.fieldByteLimit = fieldByteLimit
    }

    /// Bytes of the file; `nil` when the parser wants more.
    ///
    /// - Throws: ``StorageError``, or ``StorageRefusal`` before the first byte of a file of a type that the bucket does not take.
    mutating func nextFileBytes(allowing bucket: Bucket) throws -> [UInt8]? {
        while let event = try nextEvent() {
            switch event {
            case .part(let part): try begin(part, allowing: bucket)
            case .bytes(let bytes):
                if isInFile { return bytes }
                guard let name = field?.name else { continue }
                guard (field?.value.count ?? 0) + bytes.count <= fieldByteLimit else {
                    throw StorageError.schema("the field \(name) is larger than \(fieldByteLimit) bytes")
                }
                field?.value += bytes
            case .partEnd:
                if let field { try notes.take(field.name, field.value) }
                (field, isInFile) = (nil, false)
            case .end: break
            }
        }
        return nil
    }

    /// - Throws: ``StorageError`` when the form has no file, or no end.
    mutating func finish() throws(StorageError) {
        do throws(MultipartParser.Fault) {
            try parser.finish()
        } catch {
            throw StorageError(error)
        }
        guard hasFile else { throw .noContent }
        notes.contentType = notes.contentType ?? fileType
    }

    private mutating func nextEvent() throws(StorageError) -> MultipartParser.Event? {
        do throws(MultipartParser.Fault) {
            return try parser.next()
        } catch {
            throw StorageError(error)
        }
    }

    /// The file is the first part with a file name; some clients leave its own name empty, some call it `file`.
    private mutating func begin(_ part: MultipartParser.Part, allowing bucket: Bucket) throws {
        guard part.fileName != nil || part.name.isEmpty || part.name == "file" else {
            field = (part.name, [])
            return
        }
        guard !hasFile else { return }
        (hasFile, isInFile) = (true, true)
        fileType = part.contentType.given
        let type = notes.contentType ?? fileType ?? "application/octet-stream"
        if !bucket.allows(mediaType: type) { throw StorageRefusal.mediaTypeRefused(type) }
    }
}
