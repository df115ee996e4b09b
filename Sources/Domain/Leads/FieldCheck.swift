import Primitives

/// Makes what people write fit to keep, and gathers every fault of it.
struct FieldCheck {
    private(set) var faults: [FieldFault] = []

    mutating func add(_ pointer: String, _ message: String) {
        faults.append(FieldFault(pointer, message))
    }

    /// - Throws: ``Failure`` `invalidRequest` with all faults, if there are any.
    func finish(_ message: String) throws(Failure) {
        guard faults.isEmpty else { throw Failure(.invalidRequest, message, fields: faults) }
    }

    /// One line; `nil` where nothing is left of it.
    mutating func line(_ text: String?, _ pointer: String, limit: Int) -> String? {
        bounded(LeadText.line(text), pointer, limit)
    }

    /// Several lines.
    mutating func lines(_ text: String?, _ pointer: String, limit: Int) -> String? {
        bounded(LeadText.lines(text), pointer, limit)
    }

    mutating func website(_ text: String?, _ pointer: String) -> Website? {
        parse(text, pointer, "This is not a web address. Write it like example.com or https://example.com.") { Website($0) }
    }

    mutating func email(_ text: String?, _ pointer: String) -> EmailAddress? {
        parse(text, pointer, "This is not an e-mail address. Write it like name@example.com.") { EmailAddress($0) }
    }

    mutating func id<Entity>(_ text: String?, _ pointer: String, of what: String) -> ID<Entity>? {
        parse(text, pointer, "This is not the id of \(what).") { ID<Entity>($0) }
    }

    mutating func moment(_ text: String?, _ pointer: String) -> Timestamp? {
        parse(text, pointer, "This is not a moment. Write it like 2030-01-31T12:00:00Z.") { Timestamp($0)?.onTheWire }
    }

    /// Nine digits, or the fourteen of an establishment, which begin with them.
    mutating func siren(_ text: String?, _ pointer: String) -> String? {
        parse(text, pointer, "This is not a SIREN: nine digits, the last of which checks the others.") { text in
            let digits = Self.compact(text)
            if CompanyNumber.isSIREN(digits) { return digits }
            return CompanyNumber.isSIRET(digits) ? String(digits.prefix(9)) : nil
        }
    }

    mutating func vat(_ text: String?, _ pointer: String) -> String? {
        parse(text, pointer, "This is not a VAT number of a European country. Write it with its country, like FR40303265045.") { text in
            let number = Self.compact(text).uppercased()
            return VATNumber.isValid(number) ? number : nil
        }
    }

    mutating func value(_ value: Money?, _ pointer: String) -> Money? {
        if let value, !(0...LeadDraft.valueLimit).contains(value.amount) {
            add("\(pointer)/amount", "A whole number of minor units from 0 to \(LeadDraft.valueLimit).")
        }
        return value
    }

    mutating func tags(_ tags: [String], _ pointer: String) -> [String] {
        let cleaned = TagList.united([], tags.compactMap { LeadText.line($0) }, limit: TagList.limit + 1)
        if cleaned.count > TagList.limit { add(pointer, "At most \(TagList.limit) tags.") }
        for (place, tag) in tags.prefix(TagList.limit).enumerated() where LeadText.isTooLong(tag, TagList.characterLimit) {
            add("\(pointer)/\(place)", "At most \(TagList.characterLimit) characters.")
        }
        return cleaned
    }

    private mutating func bounded(_ text: String?, _ pointer: String, _ limit: Int) -> String? {
        if let text, LeadText.isTooLong(text, limit) { add(pointer, "At most \(limit) characters.") }
        return text
    }

    private mutating func parse<Value>(
        _ text: String?, _ pointer: String, _ message: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text?.trimmingSpaces(), !text.isEmpty else { return nil }
        guard let value = parse(text) else {
            add(pointer, message)
            return nil
        }
        return value
    }

    /// Without the spaces, dots and dashes with which numbers are written.
    private static func compact(_ text: String) -> String {
        guard text.utf8.count <= 64 else { return "" }
        return String(text.filter { !$0.isWhitespace && $0 != "." && $0 != "-" })
    }
}
