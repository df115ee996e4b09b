import Blobs
import Domain
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// Uploads that come in parts: tus 1.0 with the extensions creation (also with the first part), termination and expiration.
extension StorageRoutes {
    private static let version = "1.0.0"
    private static let extensions = "creation,creation-with-upload,termination,expiration"
    private static let partType = "application/offset+octet-stream"

    var resumableEndpoints: [StorageEndpoint] {
        ["upload/resumable", "upload/resumable/sign"].flatMap { path in
            // What the first asks of the caller's key, the second asks of the link in a header.
            let access: AccessDeclarations.Access = path.hasSuffix("sign") ? .open : .permission(.filesWrite)
            return [
                StorageEndpoint(.post, path, access, beginUpload),
                StorageEndpoint(.head, "\(path)/{bucket}", access, showUpload),
                StorageEndpoint(.patch, "\(path)/{bucket}", access, extendUpload),
                StorageEndpoint(.delete, "\(path)/{bucket}", access, endUpload),
            ]
        }
    }

    @Sendable private func beginUpload(_ call: StorageCall) async throws -> Response {
        try Self.requireVersion(call.request)
        guard let text = Self.header("Upload-Length").flatMap({ call.request.headers[$0] }), let byteCount = Int64(text), byteCount >= 0
        else {
            throw Self.refusal(400, "Upload-Length is missing or no number")
        }
        let notes = try Self.metadata(of: call.request)
        guard let bucketText = notes["bucketName"], let name = BucketName(bucketText), let keyText = notes["objectName"] else {
            throw Self.refusal(400, "Upload-Metadata has to hold bucketName and objectName")
        }
        let key = try Self.onWire { () throws(StorageError) in try StoragePath.key(keyText, call.newKeySigns) }
        let (bucket, owner, replaces) = try await place(name, key, of: call)
        var uploadNotes = UploadNotes()
        for field in ["contentType", "cacheControl", "metadata"] {
            if let value = notes[field] { try uploadNotes.take(field, Array(value.utf8)) }
        }
        let upload = try await Self.telling {
            try await buckets.begin(
                uploadNotes.object(at: key, owner: owner), byteCount: byteCount, into: bucket, replaces ? .replace : .refuse)
        }
        let begun = try await beginning(upload, with: call)
        var headers = Self.headers(of: begun)
        let path = call.request.uri.path.hasSuffix("/sign") ? "upload/resumable/sign" : "upload/resumable"
        headers[.location] = "\(StorageDoor.prefix)/\(path)/\(upload.id)"
        return Response(status: .created, headers: headers)
    }

    /// Takes the part that came with the order for the upload, where one did. An upload that the client will not hear of is none.
    private func beginning(_ upload: ResumableUpload, with call: StorageCall) async throws -> ResumableUpload {
        let hasPart = call.request.headers.single(.contentType) == Self.partType
        // An empty file is whole at once.
        guard hasPart || upload.byteCount == 0 else { return upload }
        do {
            return try await hasPart
                ? receive(call, into: upload, at: 0) : Self.telling { try await buckets.extend(upload.id, at: 0) { _ in } }
        } catch {
            do { try await buckets.end(upload.id) } catch let refusal as StorageRefusal where refusal == .uploadMissing {}
            throw error
        }
    }

    @Sendable private func showUpload(_ call: StorageCall) async throws -> Response {
        try Self.requireVersion(call.request)
        var upload = try await upload(of: call)
        // The node has died between the last part and the object: an offset at the end says that the file is there, so it has to be.
        if !upload.isFinished, upload.receivedCount == upload.byteCount {
            let (id, end) = (upload.id, upload.byteCount)
            upload = try await Self.telling { try await buckets.extend(id, at: end) { _ in } }
        }
        return Response(status: .ok, headers: Self.headers(of: upload))
    }

    @Sendable private func extendUpload(_ call: StorageCall) async throws -> Response {
        try Self.requireVersion(call.request)
        guard call.request.headers.single(.contentType) == Self.partType else {
            throw Self.refusal(415, "A part is sent as \(Self.partType)")
        }
        guard let offset = Self.header("Upload-Offset").flatMap({ call.request.headers[$0] }).flatMap({ Int64($0) }) else {
            throw Self.refusal(400, "Upload-Offset is missing or no number")
        }
        let extended = try await receive(call, into: upload(of: call), at: offset)
        return Response(status: .noContent, headers: Self.headers(of: extended))
    }

    private func receive(_ call: StorageCall, into upload: ResumableUpload, at offset: Int64) async throws -> ResumableUpload {
        call.context.record.streamsBody()
        let left = max(0, upload.byteCount - offset)
        return try await Self.telling {
            let chunks = try call.request.chunks(upTo: Int(clamping: left), in: call.context)
            return try await buckets.extend(upload.id, at: offset) { intake in
                for try await chunk in chunks { try await intake.pour(chunk.readableBytesView) }
            }
        }
    }

    @Sendable private func endUpload(_ call: StorageCall) async throws -> Response {
        try Self.requireVersion(call.request)
        let upload = try await upload(of: call)
        try await Self.telling { try await buckets.end(upload.id) }
        return Response(status: .noContent, headers: Self.common)
    }

    /// Where an upload may go: by the link in a header, or by what the caller may do.
    private func place(_ name: BucketName, _ key: ObjectKey, of call: StorageCall) async throws -> (Bucket, owner: String?, replaces: Bool)
    {
        if call.request.uri.path.contains("/resumable/sign") {
            let link = try link(of: call)
            guard case .upload(let generation, let owner, let replaces) = link.purpose, link.bucket == name, link.key == key else {
                throw Self.refusal(403, "The link is for another upload")
            }
            let bucket = try await Self.telling { try await buckets.bucket(name, in: link.space) }
            guard bucket.generation == generation else { throw Self.refusal(403, "This link was revoked") }
            return (bucket, owner, replaces)
        }
        let space = try Self.onWire { () throws(StorageError) in try call.space() }
        let bucket = try await Self.telling { try await buckets.bucket(name, in: space) }
        guard call.access.mayWrite(key.description, in: name) else { throw Self.refusal(403, StorageError.denied.message) }
        guard try await files.hasPlace(for: key, in: bucket) else { throw Self.refusal(404, StorageError.leadMissing.message) }
        return (bucket, call.owner, call.replaces)
    }

    /// The upload that the path names, if it is the caller's to go on with.
    private func upload(of call: StorageCall) async throws -> ResumableUpload {
        guard let id = (call.path.bucket?.description).flatMap({ ID<ResumableUpload>($0) }) else { throw Self.missing }
        let upload = try await Self.telling { try await buckets.upload(id) }
        if call.request.uri.path.contains("/resumable/sign") {
            let link = try link(of: call)
            guard case .upload = link.purpose, link.space == upload.space, link.key == upload.object.key,
                try await buckets.bucket(of: upload).name == link.bucket
            else { throw Self.missing }
        } else {
            let space = try Self.onWire { () throws(StorageError) in try call.space() }
            guard space == upload.space, upload.object.owner == call.owner,
                call.access.mayWrite(upload.object.key.description, in: try await buckets.bucket(of: upload).name)
            else { throw Self.missing }
        }
        return upload
    }

    private func link(of call: StorageCall) throws -> StorageLink {
        guard let token = Self.header("x-signature").flatMap({ call.request.headers[$0] }) else {
            throw Self.refusal(403, "headers must have required property 'x-signature'")
        }
        return try Self.onWire { () throws(StorageError) in
            do throws(StorageLinkFault) {
                return try links.verify(token)
            } catch {
                throw StorageError(error)
            }
        }
    }

    // MARK: Headers

    /// What every answer of this kind says, and the answer to a browser that asks before it sends.
    static let common: HTTPFields = fields([
        ("Tus-Resumable", version), ("Tus-Version", version), ("Tus-Extension", extensions), ("Cache-Control", "no-store"),
    ])

    private static func headers(of upload: ResumableUpload) -> HTTPFields {
        common
            + fields([
                ("Upload-Offset", String(upload.receivedCount)), ("Upload-Length", String(upload.byteCount)),
                ("Upload-Expires", HTTPDate.format(secondsSince1970: upload.expiresAt.seconds)),
            ])
    }

    private static func fields(_ pairs: [(String, String)]) -> HTTPFields {
        pairs.reduce(into: [:]) { fields, pair in
            if let name = HTTPField.Name(pair.0) { fields[name] = pair.1 }
        }
    }

    private static func header(_ name: String) -> HTTPField.Name? { HTTPField.Name(name) }

    private static func requireVersion(_ request: Request) throws(StorageError) {
        guard header("Tus-Resumable").flatMap({ request.headers[$0] }) == version else {
            throw refusal(412, "Tus-Resumable has to be \(version)")
        }
    }

    /// `Upload-Metadata`: names, each with a value in base 64.
    private static func metadata(of request: Request) throws(StorageError) -> [String: String] {
        var values: [String: String] = [:]
        let text = header("Upload-Metadata").flatMap { request.headers[$0] } ?? ""
        for pair in text.split(separator: ",") {
            let sides = String(pair).trimmingSpaces().split(separator: " ", maxSplits: 1)
            guard let name = sides.first else { continue }
            let bytes = sides.count > 1 ? Data(base64Encoded: String(sides[1])).map { Array($0) } : []
            guard let value = bytes.flatMap({ String(validating: $0, as: UTF8.self) }) else {
                throw refusal(400, "Upload-Metadata: \(name) is not base 64 of a text")
            }
            values[String(name)] = value
        }
        return values
    }

    // MARK: Refusals, with their statuses on the wire: these clients look at nothing else

    private static let missing = refusal(404, "There is no such upload, or it has expired")

    private static func refusal(_ status: Int, _ message: String) -> StorageError {
        var error = StorageError(status, "Upload", message, "InvalidUpload", headers: common)
        error.isPlain = true
        return error
    }

    private static func onWire<Value>(_ body: () throws(StorageError) -> Value) throws(StorageError) -> Value {
        do throws(StorageError) {
            return try body()
        } catch {
            throw plain(error)
        }
    }

    private static func telling<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as StorageRefusal {
            throw plain(StorageError(refusal))
        } catch let failure as Failure {
            throw plain(StorageError(failure))
        }
    }

    private static func plain(_ error: StorageError) -> StorageError {
        var error = error
        error.isPlain = true
        for field in common { error.headers[field.name] = field.value }
        return error
    }
}

private func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
    right.reduce(into: left) { fields, field in fields[field.name] = field.value }
}
