package import Primitives

/// Where a workspace's chain ends. Kept elsewhere, it proves that nothing up to there was changed or cut off since.
package struct LedgerHead: Hashable, Sendable, Decodable {
    /// 0 where nothing was posted.
    package let number: Int64
    package let hash: String
    /// When it was posted.
    package let at: Timestamp?

    package init(number: Int64, hash: String, at: Timestamp?) {
        self.number = number
        self.hash = hash
        self.at = at
    }

    static let origin = LedgerHead(number: 0, hash: Hex.encode(LedgerChain.origin), at: nil)
}

extension LedgerHead: Sampled {
    package static var sample: Self { Self(number: 1, hash: String(repeating: "0", count: 64), at: .now()) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.member("hash", hash)
            json.member("at", at)
        }
    }
}
