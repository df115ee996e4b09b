/// What a stretch of a scrub read and found.
package struct ScrubReport: Sendable {
    package internal(set) var fileCount = 0
    package internal(set) var byteCount: Int64 = 0
    package internal(set) var damaged: [DamagedFile] = []
    /// Where to go on; `nil` when all was read.
    package internal(set) var next: ScrubPlace?
}
