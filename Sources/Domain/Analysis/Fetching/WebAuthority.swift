import Primitives

/// Host and port of an address, refused unless every resolver and client must read the same host out of it.
struct WebAuthority {
    let host: String
    let port: Int?

    init?(_ text: Substring) {
        guard !text.contains("@"), !text.isEmpty else { return nil }
        let hostText: Substring
        let portText: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            hostText = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            portText = rest.dropFirst()
            guard let address = NetworkAddress(String(hostText)), address.isIPv6 else { return nil }
            host = address.description
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            hostText = text[..<colon]
            portText = text[colon...].dropFirst()
            guard let name = Self.hostName(hostText) else { return nil }
            host = name
        }
        if portText.isEmpty {
            port = nil
        } else {
            guard portText.utf8.count <= 5, portText.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(portText),
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
    }

    private static func hostName(_ text: Substring) -> String? {
        guard text.utf8.count <= 1_000, let ascii = Punycode.asciiHost(String(text)) else { return nil }
        let name = ascii.hasSuffix(".") ? ascii.dropLast() : ascii[...]
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253,
            labels.allSatisfy({ label in
                (1...63).contains(label.utf8.count)
                    && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
            })
        else { return nil }
        return String(name)
    }
}
