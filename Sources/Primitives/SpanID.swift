import Synchronization

/// The id of one step of a trace: the parent-id of W3C Trace Context (§3.2.2.4), 16 hexadecimal digits.
package struct SpanID: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    private static let state = Atomic(UInt64.random(in: .min ... .max))

    private let word: UInt64

    private init(word: UInt64) {
        self.word = word
    }

    /// A new one: unique, not secret, so no system call for each.
    package init() {
        // SplitMix64: a counter scrambled.
        var word = Self.state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        self.word = word == 0 ? 1 : word
    }

    /// `nil` unless 16 lower-case hexadecimal digits, not all zero.
    package init?(_ description: String) {
        guard description.utf8.count == 16, description.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let word = UInt64(description, radix: 16), word != 0
        else { return nil }
        self.word = word
    }

    /// The one that the specification of `traceparent` shows (W3C Trace Context §3.2).
    package static let sample = Self(word: 0x00f0_67aa_0ba9_02b7)

    package var description: String {
        String(unsafeUninitializedCapacity: 16) { text in
            Hex.write(word, digits: 16, to: text, at: 0)
            return 16
        }
    }
}
