package import Primitives

/// What someone says of a webhook; what is `nil` stays, or is the standard of a new one.
package struct WebhookDraft: Sendable, Codable, Hashable {
    static let urlLimit = 2_000
    static let typeLimit = 50
    static let descriptionLimit = 200

    package var url: String?
    package var types: [String]?
    /// The outer `nil` stays, the inner takes away.
    package var projectId: String??
    package var description: String??
    package var enabled: Bool?

    package init() {}

    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    package init(_ patch: MergePatch) throws(Failure) {
        var faults: [FieldFault] = []
        for (name, value) in (patch.value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            switch name {
            case "url":
                url = value.string
                if url == nil { faults.append(FieldFault("/url", "This is to be a text.")) }
            case "types":
                let texts = value.array?.compactMap(\.string)
                if let texts, texts.count == value.array?.count {
                    types = texts
                } else {
                    faults.append(FieldFault("/types", "This is to be an array of texts."))
                }
            case "projectId":
                projectId = .some(value.string)
                if value != .null, value.string == nil { faults.append(FieldFault("/projectId", "This is to be a text or null.")) }
            case "description":
                description = .some(value.string)
                if value != .null, value.string == nil { faults.append(FieldFault("/description", "This is to be a text or null.")) }
            case "enabled":
                enabled = value.bool
                if enabled == nil { faults.append(FieldFault("/enabled", "This is to be true or false.")) }
            default:
                faults.append(FieldFault(JSONPointer.step(name), "There is no such field, or it can't be changed."))
            }
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, Self.refusal, fields: Array(faults.prefix(50))) }
    }

    static let refusal = "The webhook was not kept: some fields are not right."

    /// Everything but the address, which takes a look at the network.
    ///
    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    func apply(to webhook: inout Webhook) throws(Failure) {
        var faults: [FieldFault] = []
        if let types {
            webhook.types = []
            if types.isEmpty || types.count > Self.typeLimit { faults.append(FieldFault("/types", "1 to \(Self.typeLimit).")) }
            for (index, text) in types.prefix(Self.typeLimit).enumerated() {
                guard let pattern = EventPattern(text) else {
                    faults.append(
                        FieldFault("/types/\(index)", "No event that is sent is called that: lead.updated, lead.* or * are names of some."))
                    continue
                }
                if !webhook.types.contains(pattern) { webhook.types.append(pattern) }
            }
        }
        if webhook.types.isEmpty, faults.isEmpty { faults.append(FieldFault("/types", "Say which events are to be sent.")) }
        if let description {
            let line = description?.singleLine() ?? ""
            webhook.description = line.isEmpty ? nil : line
            if line.count > Self.descriptionLimit {
                faults.append(FieldFault("/description", "At most \(Self.descriptionLimit) characters."))
            }
        }
        if let enabled, enabled != webhook.enabled {
            webhook.enabled = enabled
            webhook.disabledReason = enabled ? nil : .person
            webhook.failingSince = nil
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, Self.refusal, fields: faults) }
    }
}
