/// How many bytes of an upload are taken, and what is at its end.
package struct UploadAllowance: Hashable, Sendable {
    let fileLimit: Int64
    let quota: Int64?
    let quotaLeft: Int64?
    let freeLeft: Int64

    package var byteCount: Int64 { min(fileLimit, quotaLeft ?? .max, freeLeft) }

    /// Why an upload of unknown length that grew past ``byteCount`` was cut.
    package var refusal: StorageRefusal {
        if byteCount == fileLimit { return .tooLarge(limit: fileLimit) }
        if let quota, byteCount == quotaLeft { return .quotaExceeded(limit: quota) }
        return .diskAlmostFull
    }
}
