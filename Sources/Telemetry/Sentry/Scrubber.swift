import Primitives

/// Takes secrets and card numbers out of a report, whatever its SDK left in; and addresses, where a project keeps none.
struct Scrubber {
    static let filtered = "[Filtered]"

    private static let addressNames: Set<String> = [
        "ipaddress", "remoteaddr", "xforwardedfor", "xrealip", "forwarded", "cfconnectingip", "trueclientip",
    ]
    /// Texts of these names are addresses with a query, which may hold a secret.
    private static let queryNames: Set<String> = ["url", "querystring", "from", "to", "referer", "httpquery"]

    let keepsAddresses: Bool

    func clean(_ value: JSONValue) -> JSONValue { changed(value, named: "") ?? value }

    /// The value without what is withheld; `nil` when nothing is, as of nearly all that a report holds.
    private func changed(_ value: JSONValue, named name: String) -> JSONValue? {
        switch value {
        case .null, .bool, .integer, .number: nil
        case .string(let text): changed(text, named: name).map { .string($0) }
        case .array(let values): (pair(values) ?? changed(values, named: name)).map { .array($0) }
        case .object(let members): changed(members).map { .object($0) }
        }
    }

    private func changed(_ values: [JSONValue], named name: String) -> [JSONValue]? {
        var result: [JSONValue]?
        for (place, value) in values.enumerated() {
            guard let changed = changed(value, named: name) else { continue }
            result = result ?? values
            result?[place] = changed
        }
        return result
    }

    private func changed(_ members: [String: JSONValue]) -> [String: JSONValue]? {
        var result: [String: JSONValue]?
        for (name, value) in members {
            let plain = Self.plain(name)
            let changed = isWithheld(plain) && !Self.isEmpty(value) ? .string(Self.filtered) : changed(value, named: plain)
            guard let changed else { continue }
            result = result ?? members
            result?[name] = changed
        }
        return result
    }

    /// A header or a parameter as two texts, as some SDKs list them.
    private func pair(_ values: [JSONValue]) -> [JSONValue]? {
        guard values.count == 2, let name = values[0].string, values[1].string != nil, isWithheld(Self.plain(name)) else { return nil }
        return [values[0], .string(Self.filtered)]
    }

    private func isWithheld(_ name: String) -> Bool {
        SecretNames.contains(name) || !keepsAddresses && Self.addressNames.contains(name)
    }

    private static func isEmpty(_ value: JSONValue) -> Bool { value == .null || value == "" }

    /// `X-Api-Key` and `api_key` are one name.
    private static func plain(_ name: String) -> String {
        let signs = name.utf8.lazy.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }
        return String(decoding: signs.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    private func changed(_ text: String, named name: String) -> String? {
        let cleaned = CardNumbers.filter(Self.queryNames.contains(name) ? query(text) : text)
        return cleaned == text ? nil : cleaned
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
