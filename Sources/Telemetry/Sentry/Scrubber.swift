import Primitives

/// Takes secrets and card numbers out of a report, whatever its SDK left in; and addresses, where a project keeps none.
struct Scrubber {
    static let filtered = "[Filtered]"

    private static let secretNames = [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "authorization", "cookie", "apikey", "privatekey", "credential",
        "csrf", "xsrf", "creditcard", "cardnumber", "cvc", "cvv", "sessionid",
    ]
    private static let addressNames: Set<String> = [
        "ipaddress", "remoteaddr", "xforwardedfor", "xrealip", "forwarded", "cfconnectingip", "trueclientip",
    ]
    /// Texts of these names are addresses with a query, which may hold a secret.
    private static let queryNames: Set<String> = ["url", "querystring", "from", "to", "referer", "httpquery"]

    let keepsAddresses: Bool

    func clean(_ value: JSONValue, named name: String = "") -> JSONValue {
        switch value {
        case .null, .bool, .integer, .number: value
        case .string(let text): .string(clean(text, named: name))
        case .array(let values): .array(pair(values) ?? values.map { clean($0, named: name) })
        case .object(let members): .object(clean(members))
        }
    }

    private func clean(_ members: [String: JSONValue]) -> [String: JSONValue] {
        var cleaned = members
        for (name, value) in members {
            let plain = Self.plain(name)
            if isWithheld(plain), !Self.isEmpty(value) {
                cleaned[name] = .string(Self.filtered)
            } else {
                switch value {
                case .null, .bool, .integer, .number: break
                default: cleaned[name] = clean(value, named: plain)
                }
            }
        }
        return cleaned
    }

    /// A header or a parameter as two texts, as some SDKs list them.
    private func pair(_ values: [JSONValue]) -> [JSONValue]? {
        guard values.count == 2, let name = values[0].string, values[1].string != nil, isWithheld(Self.plain(name)) else { return nil }
        return [values[0], .string(Self.filtered)]
    }

    private func isWithheld(_ name: String) -> Bool {
        Self.secretNames.contains { name.contains($0) } || !keepsAddresses && Self.addressNames.contains(name)
    }

    private static func isEmpty(_ value: JSONValue) -> Bool { value == .null || value == "" }

    /// `X-Api-Key` and `api_key` are one name.
    private static func plain(_ name: String) -> String {
        let signs = name.utf8.lazy.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }
        return String(decoding: signs.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    private func clean(_ text: String, named name: String) -> String {
        let text = Self.queryNames.contains(name) ? query(text) : text
        return CardNumbers.filter(text)
    }

    /// The text with the values of parameters that are secrets taken out.
    private func query(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "=")) else { return text }
        let start = text.firstIndex(of: "?").map { text.index(after: $0) } ?? text.startIndex
        let parts = text[start...].split(separator: "&", omittingEmptySubsequences: false).map { part in
            let sides = part.split(separator: "=", maxSplits: 1)
            return sides.count == 2 && isWithheld(Self.plain(String(sides[0]))) ? "\(sides[0])=\(Self.filtered)" : String(part)
        }
        return text[..<start] + parts.joined(separator: "&")
    }
}
