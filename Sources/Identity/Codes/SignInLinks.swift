package import Primitives

/// Where the links in letters lead.
package struct SignInLinks: Sendable {
    private let pageURL: @Sendable () -> String
    private let apiURL: @Sendable () -> String

    /// - Parameters: addresses without a slash at their end: of the page, and of the origin that stock clients are given. Asked each
    ///   time, for a node that takes any free port learns its own late.
    package init(pageURL: @escaping @Sendable () -> String, apiURL: @escaping @Sendable () -> String) {
        self.pageURL = pageURL
        self.apiURL = apiURL
    }

    package init(pageURL: String, apiURL: String) {
        self.init(pageURL: { pageURL }, apiURL: { apiURL })
    }

    /// The page's link keeps its token in the fragment, which reaches no server and no log; a stock client's is read by the node.
    package func link(_ token: Secret, door: CodeDoor, slot: CodeSlot, redirect: String?) -> String {
        let token = token.revealedText
        switch door {
        case .page: return "\(pageURL())/sign-in/link#token=\(token)"
        case .wire:
            let target = redirect.map { "&redirect_to=\(Self.escape($0))" } ?? ""
            return "\(apiURL())/auth/v1/verify?token=\(token)&type=\(slot.linkType)\(target)"
        }
    }

    /// All but the unreserved characters of RFC 3986 §2.3.
    private static func escape(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + Hex.encode([byte]).uppercased()
            }
        }
    }
}
