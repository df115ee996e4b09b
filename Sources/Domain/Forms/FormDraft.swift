import FoundationEssentials
import Primitives

/// What someone says of a form; what is `nil` stays, or is the standard of a new one.
package struct FormDraft: Sendable, Codable, Hashable {
    package var name: String?
    package var projectId: String?
    package var origins: [String]?
    package var language: String?
    package var fields: [Field]?
    /// The outer `nil` stays, the inner takes away.
    package var thanks: String??
    package var enabled: Bool?
    package var perMinute: Int?

    package struct Field: Sendable, Codable, Hashable {
        package let name: String
        package let required: Bool

        package init(name: String, required: Bool) {
            self.name = name
            self.required = required
        }
    }

    package init() {}
}

extension FormDraft {
    static let nameLimit = 100
    static let thanksLimit = 1_000
    static let originLimit = 50
    static let rates = 1...600

    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    func apply(to form: inout Form) throws(Failure) {
        var faults: [FieldFault] = []
        if let name { form.name = name.singleLine() }
        if form.name.isEmpty { faults.append(FieldFault("/name", "Give the form a name.")) }
        if form.name.count > Self.nameLimit { faults.append(FieldFault("/name", "At most \(Self.nameLimit) characters.")) }
        if let origins { form.origins = Self.origins(origins, &faults) }
        if let language {
            if let known = Language(rawValue: language) {
                form.language = known
            } else {
                faults.append(FieldFault("/language", "One of \(Language.allCases.map(\.rawValue).joined(separator: ", "))."))
            }
        }
        if let fields { form.fields = Self.fields(fields, &faults) }
        if let thanks {
            let text = thanks?.singleLine() ?? ""
            form.thanks = text.isEmpty ? nil : text
            if text.count > Self.thanksLimit { faults.append(FieldFault("/thanks", "At most \(Self.thanksLimit) characters.")) }
        }
        if let enabled { form.enabled = enabled }
        if let perMinute {
            form.perMinute = perMinute
            if !Self.rates.contains(perMinute) {
                faults.append(FieldFault("/perMinute", "\(Self.rates.lowerBound) to \(Self.rates.upperBound)."))
            }
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The form was not kept: some fields are not right.", fields: faults) }
    }

    private static func fields(_ fields: [Field], _ faults: inout [FieldFault]) -> [FormField] {
        var known: [FormField] = []
        for (index, field) in fields.enumerated() {
            guard let name = FormField.Name(rawValue: field.name) else {
                let names = FormField.Name.allCases.map(\.rawValue).joined(separator: ", ")
                faults.append(FieldFault("/fields/\(index)/name", "One of \(names)."))
                continue
            }
            if known.contains(where: { $0.name == name }) { faults.append(FieldFault("/fields/\(index)/name", "It is there already.")) }
            known.append(FormField(name, required: field.required))
        }
        // A lead needs something that it can be called.
        if !known.contains(where: { ($0.name == .company || $0.name == .email) && $0.required }) {
            faults.append(FieldFault("/fields", "Company or email has to be there and required."))
        }
        return known
    }

    private static func origins(_ origins: [String], _ faults: inout [FieldFault]) -> [String] {
        if origins.count > originLimit { faults.append(FieldFault("/origins", "At most \(originLimit).")) }
        var known: [String] = []
        for (index, text) in origins.prefix(originLimit).enumerated() {
            guard let origin = origin(text) else {
                faults.append(FieldFault("/origins/\(index)", "This is not an origin. Write it like https://example.com, without a path."))
                continue
            }
            if !known.contains(origin) { known.append(origin) }
        }
        return known
    }

    /// Scheme, host and port as browsers send them (RFC 6454 §6.1): they stand in a policy, where nothing else may.
    static func origin(_ text: String) -> String? {
        let text = text.trimmingSpaces().lowercased()
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 300, let address = Website(text)?.address else {
            return nil
        }
        let scheme = text.prefix { $0 != ":" }
        var authority = text.dropFirst(scheme.count + 3)
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        let isPlain = authority.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || "-.:[]".utf8.contains(byte)
        }
        guard isPlain, !authority.isEmpty, !address.host.isEmpty else { return nil }
        let standard = scheme == "https" ? ":443" : ":80"
        return "\(scheme)://\(authority.hasSuffix(standard) ? authority.dropLast(standard.count) : authority)"
    }
}
