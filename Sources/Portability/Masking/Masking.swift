import Crypto
import DataStore
import FoundationEssentials
package import Primitives

/// Makes texts up so that they name nobody: the same text is the same everywhere in one copy, and no text leads back.
///
/// The key is made for one copy and never kept. Addresses end in `example.com` (RFC 2606 §3), numbers begin with a country code that is
/// assigned to nobody (ITU-T E.164 annex D): neither reaches anyone.
package struct Masking: Sendable {
    private let key: SymmetricKey
    /// Members who stay who they are: those who try the copy.
    let keptMembers: Set<String>

    package init(keepingMembers kept: [EmailAddress], key: Secret = .random(byteCount: 32)) {
        self.key = SymmetricKey(data: key.revealedBytes)
        keptMembers = Set(kept.map(\.normalized))
    }

    /// - Parameter row: the row's own values, by column.
    func value(_ value: SQLValue, by mask: Mask, in row: [String: SQLValue]) -> SQLValue {
        if case .fixed(let text) = mask { return text.map { .text($0) } ?? .null }
        if case .folded(let column, let word) = mask, let text = row[column]?.text {
            return .text(label(word, text).lowercased())
        }
        if case .blob(let bytes) = value { return .blob(Array(code(bytes).prefix(bytes.count))) }
        guard let text = value.text, !text.isEmpty else { return value }
        return .text(self.text(text, by: mask, in: row))
    }

    private func text(_ text: String, by mask: Mask, in row: [String: SQLValue]) -> String {
        switch mask {
        case .name: label("Person", text)
        case .email: email(text)
        case .phone: phone(text)
        case .domain: domain(text)
        case .address: address(text)
        case .digits: digits(text, count: 9)
        case .text: words(text)
        case .opaque: Hex.encode(code(Array(text.utf8)).prefix(16))
        case .label(let word): label(word, text)
        case .tags: json(text, keeping: []) { label("tag", $0) }
        case .path: text.split(separator: "/", omittingEmptySubsequences: false).map { fileName(String($0)) }.joined(separator: "/")
        case .fileName: fileName(text)
        case .accountCode: accountCode(text)
        case .keyValue:
            switch row["kind"] {
            case .text("email"): email(text)
            case .text("phone"): phone(text)
            case .text("domain"): domain(text)
            default: digits(text, count: 9)
            }
        case .json(let kept): json(text, keeping: Set(kept)) { leaf($0) }
        case .fileHash, .folded, .fixed: text
        }
    }

    // MARK: Kinds of text

    func email(_ text: String) -> String { "p\(short(text.lowercased()))@example.com" }

    /// The last nine digits make it, so that it is the same with and without its country.
    private func phone(_ text: String) -> String { "+999" + digits(String(text.filter(\.isNumber).suffix(9)), count: 10) }

    private func domain(_ text: String) -> String {
        var name = text.lowercased()
        if name.hasPrefix("www.") { name.removeFirst(4) }
        return "c\(short(name)).example.com"
    }

    private func address(_ text: String) -> String {
        let rest = text.split(separator: "://", maxSplits: 1).last.map { String($0) } ?? text
        return "https://\(domain(String(rest.prefix { !"/?#:".contains($0) })))"
    }

    /// In single words, so that what was one line stays one.
    private func words(_ text: String) -> String { "Text \(short(text))" }

    private func label(_ word: String, _ text: String) -> String { "\(word) \(short(text))".replacing("tag ", with: "tag-") }

    /// Ids and endings stay: the one leads to rows, the other says what it is.
    private func fileName(_ text: String) -> String {
        if text.isEmpty || ID<Masking>(text) != nil { return text }
        let ending = text.split(separator: ".").dropFirst().last.map { $0.count <= 5 && $0.allSatisfy(\.isASCII) ? ".\($0)" : "" } ?? ""
        return "file-\(short(text))\(ending)"
    }

    /// Those that the node makes itself stay, and those without a letter.
    private func accountCode(_ text: String) -> String {
        let isOwn = text.hasPrefix("PAYABLE:") || text == "BANK" || text == "COMMISSIONS" || !text.contains(where: \.isLetter)
        return isOwn ? text : "A" + short(text).uppercased()
    }

    /// In JSON whatever looks like an address or a number is masked as one, so that it is the same as in its own column.
    private func leaf(_ text: String) -> String {
        if text.isEmpty || ID<Masking>(text) != nil || Timestamp(text) != nil { return text }
        if text.contains("://") { return address(text) }
        if EmailAddress(text) != nil { return email(text) }
        return words(text)
    }

    private func json(_ text: String, keeping kept: Set<String>, _ mask: (String) -> String) -> String {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return "{}" }
        return String(decoding: JSONWriter.bytes(of: masked(value, kept, mask)), as: UTF8.self)
    }

    private func masked(_ value: JSONValue, _ kept: Set<String>, _ mask: (String) -> String) -> JSONValue {
        switch value {
        case .string(let text): .string(mask(text))
        case .array(let values): .array(values.map { masked($0, kept, mask) })
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in (name, kept.contains(name) ? value : masked(value, kept, mask)) }))
        default: value
        }
    }

    // MARK: The key

    func code(_ bytes: [UInt8]) -> HMAC<SHA256>.MAC { HMAC<SHA256>.authenticationCode(for: bytes, using: key) }

    func short(_ text: String) -> String { Hex.encode(code(Array(text.utf8)).prefix(6)) }

    private func digits(_ text: String, count: Int) -> String {
        code(Array(text.utf8)).prefix(count).map { String($0 % 10) }.joined()
    }
}
