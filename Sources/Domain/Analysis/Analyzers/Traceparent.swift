import Primitives

/// The header that lets a service's work join the story of the request (W3C Trace Context §3.2).
enum Traceparent {
    static func header(of trace: TraceID) -> String {
        var random = PooledRandom()
        // A parent-id of zeros means none (§3.2.2.4).
        let parent = random.next() | 1
        let digits = String(parent, radix: 16)
        return "00-\(trace)-\(String(repeating: "0", count: 16 - digits.count))\(digits)-01"
    }
}
