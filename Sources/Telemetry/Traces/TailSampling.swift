import Primitives
import Tracing

/// Which traces are kept for good.
package struct TailSampling: Sendable {
    /// An attempt of a job reads sites and renders documents: seconds are its trade.
    static let slowJob = Duration.seconds(10)
    /// A request that waits because its caller asked it to is not slow.
    package static let waitingAttribute = "http.request.waits"

    /// Of those that are neither slow nor failed, this share, 0 to 1.
    package var share: Double
    /// Longer is slow, and kept.
    package var slowRequest: Duration
    /// Which share it is can't be known from outside, and stays the same as long as the database does.
    let seed: UInt64

    /// - Parameter seed: any text that strangers do not know; ids of traces may be theirs, and must not get theirs kept.
    package init(share: Double = 0.05, slowRequest: Duration = .milliseconds(500), seed: String) {
        self.share = share
        self.slowRequest = slowRequest
        self.seed = Self.hash(seed, 0xCBF2_9CE4_8422_2325)
    }

    /// Every part of a trace is decided alike.
    func isChosen(_ trace: UInt64) -> Bool {
        var word = trace ^ seed
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        return Double(word >> 11) < share * Double(1 << 53)
    }

    func isNotable(_ part: TracePart.Ended) -> Bool {
        if part.isFailed { return true }
        if part.root.attributes.get(Self.waitingAttribute) != nil { return false }
        let limit = part.root.kind == .consumer ? Self.slowJob : slowRequest
        return part.root.microseconds > limit.microseconds
    }

    /// A trace by a number, so that those kept of late need no text.
    static func number(of trace: TraceID) -> UInt64 { hash(trace.description, 0x9E37_79B9_7F4A_7C15) }

    /// FNV-1a.
    private static func hash(_ text: String, _ start: UInt64) -> UInt64 {
        text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
