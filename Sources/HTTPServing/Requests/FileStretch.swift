import NIOCore

/// How much of a file is given to the kernel at a time: as much as a client takes in about a second.
///
/// A stretch counts as one step of progress, so one that a slow client needs a minute for would look like a stall.
struct FileStretch: Sendable {
    private static let limits: ClosedRange<Int64> = 65_536...4_194_304
    private static let pace = TimeAmount.seconds(1)

    static let firstByteCount: Int64 = 524_288

    private(set) var byteCount = firstByteCount

    mutating func took(_ time: TimeAmount) {
        if time < Self.pace {
            byteCount = min(byteCount * 2, Self.limits.upperBound)
        } else if time > Self.pace * 2 {
            byteCount = max(byteCount / 4, Self.limits.lowerBound)
        }
    }
}
