import Blobs
import Crypto
import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// How an object comes in: as a stream, of which little is in memory at a time.
extension StorageRoutes {
    /// What a form may hold beside the file: metadata of a megabyte, and heads.
    private static let formOverhead: Int64 = 2_097_152
    private static let fieldByteLimit = 1_048_576

    /// Stores the body of a request, raw or a form.
    func receive(
        _ call: StorageCall, at key: ObjectKey, in bucket: Bucket, _ conflict: Buckets.Conflict, owner: String?
    ) async throws -> BucketObject {
        let headers = call.request.headers
        let boundary: String?
        do throws(MultipartParser.Fault) {
            boundary = try MultipartParser.boundary(of: headers.single(.contentType) ?? "")
        } catch {
            throw StorageError(error)
        }
        let length = headers.single(.contentLength).flatMap { Int64($0) }
        let digest = try ContentDigest(headers)
        call.context.record.streamsBody()
        let (staged, notes): (StagedBlob, UploadNotes)
        if let boundary {
            let admitted = length.map { max(0, $0 - Self.formOverhead) }
            let allowance = try await buckets.admit(key, contentType: nil, byteCount: admitted, into: bucket, conflict)
            (staged, notes) = try await form(call, boundary, allowance, digest, in: bucket)
        } else {
            notes = try UploadNotes(headers)
            let allowance = try await buckets.admit(
                key, contentType: notes.declaredType, byteCount: length, into: bucket, conflict)
            staged = try await raw(call, allowance, in: bucket)
            if let digest, digest.hash != staged.hash.description { throw StorageRefusal.digestMismatch }
        }
        return try await buckets.put(staged, as: notes.object(at: key, owner: owner), into: bucket, conflict)
    }

    private func raw(_ call: StorageCall, _ allowance: UploadAllowance, in bucket: Bucket) async throws -> StagedBlob {
        try await Self.telling(allowance) {
            let chunks = try call.request.chunks(upTo: Int(clamping: allowance.byteCount), in: call.context)
            return try await blobs.stage(in: bucket.space, limit: allowance.byteCount) { intake in
                for try await chunk in chunks { try await intake.pour(chunk.readableBytesView) }
            }
        }
    }

    private func form(
        _ call: StorageCall, _ boundary: String, _ allowance: UploadAllowance, _ digest: ContentDigest?, in bucket: Bucket
    ) async throws -> (StagedBlob, UploadNotes) {
        var form = UploadForm(boundary: boundary, fieldByteLimit: Self.fieldByteLimit)
        var hasher = digest.map { _ in SHA256() }
        let staged = try await Self.telling(allowance) {
            let limit = min(allowance.byteCount, .max - Self.formOverhead) + Self.formOverhead
            let chunks = try call.request.chunks(upTo: Int(clamping: limit), in: call.context)
            return try await blobs.stage(in: bucket.space, limit: allowance.byteCount) { intake in
                for try await chunk in chunks {
                    chunk.withUnsafeReadableBytes { hasher?.update(bufferPointer: $0) }
                    form.parser.feed(chunk.readableBytesView)
                    while let bytes = try form.nextFileBytes(allowing: bucket) { try await intake.pour(bytes) }
                }
                try form.finish()
            }
        }
        if let digest, let hasher, digest.hash != Hex.encode(hasher.finalize()) { throw StorageRefusal.digestMismatch }
        return (staged, form.notes)
    }

    /// Says by which limit a body was cut that grew too large.
    private static func telling<Value>(_ allowance: UploadAllowance, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as Failure where failure.code == .bodyTooLarge {
            throw allowance.refusal
        }
    }
}

extension StorageError {
    init(_ fault: MultipartParser.Fault) {
        let message =
            switch fault {
            case .noBoundary: "Multipart: Boundary not found"
            case .malformed: "The form is not framed as multipart/form-data"
            case .headTooLarge: "The head of a part is too large"
            case .tooManyParts: "The form has too many parts"
            case .cut: "Unexpected end of form"
            }
        self.init(400, "InvalidRequest", message, "InvalidRequest")
    }
}
