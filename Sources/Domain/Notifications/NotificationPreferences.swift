import DataStore
import Identity
package import Primitives

/// How a person wants to be told of things in a workspace.
package struct NotificationPreferences: Hashable, Sendable {
    /// Of one kind of notification.
    package struct Choice: Hashable, Sendable, Codable {
        /// Whether it is in the inbox.
        var page: Bool
        var mail: MailChoice
    }

    private var chosen: [NotificationKind: Choice] = [:]
    /// When the mail of the day is sent.
    var dailyAt = TimeOfDay.eight
    /// In which zone; the workspace's if absent.
    var timeZone: TimeZoneName?
    /// Of the letters; the person's own, then the workspace's, if absent.
    var language: Language?

    package init() {}

    subscript(kind: NotificationKind) -> Choice {
        get { chosen[kind] ?? Self.standard(kind) }
        set { chosen[kind] = newValue == Self.standard(kind) ? nil : newValue }
    }

    /// What waits for an answer or went wrong is mailed at once; what is only good to know is not.
    private static func standard(_ kind: NotificationKind) -> Choice {
        switch kind {
        case .mention, .reply, .assignment, .reminder, .payout, .import, .fileDamaged, .webhookDisabled, .alert:
            Choice(page: true, mail: .atOnce)
        case .failed: Choice(page: true, mail: .daily)
        case .ready, .member: Choice(page: true, mail: .never)
        }
    }

    /// Only what differs from the standard, so that a better standard reaches those who never chose.
    var storedChoices: JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: chosen.map { kind, choice in
                    (kind.rawValue, ["page": .bool(choice.page), "mail": .string(choice.mail.rawValue)])
                }))
    }

    init(storedChoices: JSONValue, dailyAt: TimeOfDay, timeZone: TimeZoneName?, language: Language?) {
        self.dailyAt = dailyAt
        self.timeZone = timeZone
        self.language = language
        for (name, choice) in storedChoices.object ?? [:] {
            guard let kind = NotificationKind(rawValue: name), let page = choice["page"]?.bool,
                let mail = choice["mail"]?.string.flatMap({ MailChoice(rawValue: $0) })
            else { continue }
            chosen[kind] = Choice(page: page, mail: mail)
        }
    }
}

extension NotificationPreferences: Sampled {
    package static var sample: NotificationPreferences {
        var sample = NotificationPreferences()
        sample.timeZone = .utc
        sample.language = .french
        return sample
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member(
                "kinds",
                object: { json in
                    for kind in NotificationKind.allCases {
                        json.member(named: kind.rawValue, ChoiceAnswer(choice: self[kind]))
                    }
                })
            json.member("dailyAt", dailyAt.description)
            json.member("timeZone", timeZone?.description)
            json.member("language", language?.rawValue)
        }
    }

    private struct ChoiceAnswer: JSONWritable {
        let choice: Choice

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("page", choice.page)
                json.member("mail", choice.mail)
            }
        }
    }
}

extension NotificationPreferences {
    /// - Parameter patch: the members of a merge patch (RFC 7396).
    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    func applying(_ patch: MergePatch) throws(Failure) -> NotificationPreferences {
        var (changed, faults) = (self, [FieldFault]())
        for (name, value) in (patch.value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            switch name {
            case "kinds": changed.choose(value, &faults)
            case "dailyAt":
                if let time = value.string.flatMap({ TimeOfDay($0) }) {
                    changed.dailyAt = time
                } else {
                    faults.append(FieldFault("/dailyAt", "A time of day such as 08:00."))
                }
            case "timeZone":
                changed.timeZone = value.string.flatMap { TimeZoneName($0) }
                if value != .null, changed.timeZone == nil {
                    faults.append(FieldFault("/timeZone", "A name of the IANA database such as Europe/Paris, or null."))
                }
            case "language":
                changed.language = value.string.flatMap { Language(rawValue: $0) }
                if value != .null, changed.language == nil {
                    faults.append(FieldFault("/language", "One of \(Language.allCases.map(\.rawValue).joined(separator: ", ")), or null."))
                }
            default: faults.append(FieldFault(JSONPointer.step(name), "There is no such field, or it can't be changed."))
            }
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Nothing was changed.", fields: Array(faults.prefix(50))) }
        return changed
    }

    private mutating func choose(_ value: JSONValue, _ faults: inout [FieldFault]) {
        guard let kinds = value.object else { return faults.append(FieldFault("/kinds", "This is to be an object.")) }
        for (name, choice) in kinds.sorted(by: { $0.key < $1.key }) {
            let place = "/kinds\(JSONPointer.step(name))"
            guard let kind = NotificationKind(rawValue: name) else {
                faults.append(FieldFault(place, "There is no such kind of notification."))
                continue
            }
            guard choice != .null else {
                chosen[kind] = nil
                continue
            }
            guard let members = choice.object else {
                faults.append(FieldFault(place, "This is to be an object."))
                continue
            }
            var wanted = self[kind]
            for (member, value) in members.sorted(by: { $0.key < $1.key }) {
                switch member {
                case "page":
                    if let page = value.bool { wanted.page = page } else { faults.append(FieldFault("\(place)/page", "true or false.")) }
                case "mail":
                    if let mail = value.string.flatMap({ MailChoice(rawValue: $0) }) {
                        wanted.mail = mail
                    } else {
                        let all = MailChoice.allCases.map(\.rawValue).joined(separator: ", ")
                        faults.append(FieldFault("\(place)/mail", "One of \(all)."))
                    }
                default: faults.append(FieldFault(place + JSONPointer.step(member), "There is no such field."))
                }
            }
            self[kind] = wanted
        }
    }
}
