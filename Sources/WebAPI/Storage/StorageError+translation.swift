import Blobs
import HTTPServing
import HTTPTypes
import Primitives

extension StorageError {
    init(_ refusal: StorageRefusal) {
        switch refusal {
        case .bucketMissing: self = .bucketMissing
        case .objectMissing: self = .objectMissing
        case .bucketExists: self.init(409, "Duplicate", "The resource already exists", "BucketAlreadyExists")
        case .objectExists: self.init(409, "Duplicate", "The resource already exists", "KeyAlreadyExists")
        case .publicNameTaken:
            self.init(
                409, "Duplicate", "Another bucket of this node is public under this name. Choose another name.", "BucketAlreadyExists")
        case .bucketNotEmpty:
            self.init(409, "ResourceNotEmpty", "The bucket you tried to delete is not empty", "ResourceNotEmpty")
        case .tooManyBuckets(let limit):
            self.init(400, "TooManyBuckets", "A workspace has at most \(limit) buckets", "TooManyBuckets")
        case .mediaTypeRefused(let type):
            self.init(415, "invalid_mime_type", "mime type \(type) is not supported", "InvalidMimeType")
        case .contentRefused(let declared, let found):
            self.init(
                415, "invalid_mime_type", "The file was declared as \(declared) and looks like \(found), which is not supported",
                "InvalidMimeType")
        case .tooLarge:
            self.init(413, "Payload too large", "The object exceeded the maximum allowed size", "EntityTooLarge")
        case .quotaExceeded(let limit):
            self.init(
                507, "Insufficient storage", "The workspace may store \(limit) bytes. Remove files and empty the trash.", "QuotaExceeded")
        case .diskAlmostFull:
            self.init(507, "Insufficient storage", "The node's disk is almost full. Its operator has to free space.", "DiskFull")
        case .uploadMissing: self.init(404, "not_found", "There is no such upload, or it has expired", "NoSuchUpload")
        case .uploadFinished:
            self.init(409, "Conflict", "The upload is finished, and its file is stored. Remove the file itself.", "UploadFinished")
        case .uploadInHand: self.init(423, "Locked", "Another request adds to the upload. Try again in a moment.", "ResourceLocked")
        case .offsetMismatch(let receivedCount):
            self.init(409, "Conflict", "The upload goes on at byte \(receivedCount)", "InvalidUploadOffset")
        case .tooManyUploads(let limit):
            self.init(429, "TooManyUploads", "A workspace has at most \(limit) open uploads. Finish or end some.", "TooManyUploads")
        case .digestMismatch:
            self.init(400, "BadDigest", "The file that came is not the one whose digest was given. Send it again.", "BadDigest")
        }
    }

    init(_ fault: StorageLinkFault) {
        let message =
            switch fault {
            case .malformed: "jwt malformed"
            case .badSignature: "signature verification failed"
            case .expired: "\"exp\" claim timestamp check failed"
            }
        self.init(400, "InvalidJWT", message, "InvalidJWT")
    }

    init(_ failure: Failure) {
        let retry = failure.retryAfter.map { String(max(1, ($0.milliseconds + 999) / 1_000)) }
        switch failure.code {
        case .unauthenticated: self = .badBearer
        case .forbidden: self = .denied
        case .bodyTooLarge: self.init(.tooLarge(limit: 0))
        case .storageFull: self.init(507, "Insufficient storage", failure.message, "DiskFull")
        case .rangeNotSatisfiable: self.init(416, "InvalidRange", failure.message, "InvalidRange")
        default:
            let status = Int(failure.code.status.code)
            self.init(status, failure.code.title, failure.message, failure.code.rawValue)
        }
        if let retry { headers[.retryAfter] = retry }
    }
}
