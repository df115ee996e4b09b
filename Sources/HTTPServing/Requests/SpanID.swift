import Primitives
import Synchronization

/// The parent-id of a `traceparent` header (W3C Trace Context §3.2.2.4): unique, not secret, so no system call for each.
enum SpanID {
    private static let state = Atomic(UInt64.random(in: .min ... .max))

    static func next() -> String {
        // SplitMix64: a counter scrambled.
        var word = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        if word == 0 { word = 1 }
        return String(unsafeUninitializedCapacity: 16) { text in
            Hex.write(word, digits: 16, to: text, at: 0)
            return 16
        }
    }
}
