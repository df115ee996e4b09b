import Domain
package import Identity
import Primitives
package import Realtime

/// Who may hear which topic, and who may send to it: the one rule, for sockets and for broadcasts over HTTP.
struct TopicAccess: Sendable {
    /// What the private topics of one person begin with.
    private static let personPrefix = "user:"

    let rooms: RoomDirectory

    /// The answer to a join.
    func decide(_ request: AdmissionRequest, _ credential: RecognizedCredential) async throws -> Admission {
        let grant = try await grant(credential, topic: request.topic, room: request.room, isPrivate: request.isPrivate)
        return grant.map { .admitted($0) } ?? .refused(.unauthorized(topic: request.topic))
    }

    /// What whoever bears `credential` may do in a topic; `nil` when not even listen.
    func grant(_ credential: RecognizedCredential, topic: String, room: Room?, isPrivate: Bool) async throws -> Admission.Grant? {
        let principal = credential.principal
        if let room, room.kind == .inbox {
            // Of one person's own devices: no token of theirs and no key hears it, and nobody sends there.
            guard case .session = principal.credential, principal.may(.realtimeJoin), let person = principal.personID,
                try await rooms.isInbox(room, of: person, in: principal.workspaceID)
            else { return nil }
            return credential.grant(mayBroadcast: false)
        }
        if let room {
            guard principal.may(.realtimeJoin), Self.mayHear(room.kind, principal),
                try await rooms.has(room, in: principal.workspaceID)
            else { return nil }
            return credential.grant(mayBroadcast: principal.may(.leadsWrite))
        }
        // A room's name that is none must not look like one to other members.
        if topic.hasPrefix(Room.prefix) { return nil }
        if !isPrivate { return credential.grant(mayBroadcast: true) }
        guard principal.may(.realtimeJoin) else { return nil }
        if let owner = Self.owner(of: topic) {
            guard principal.credential == .serviceKey || owner == principal.personID else { return nil }
            return credential.grant(mayBroadcast: true)
        }
        return credential.grant(mayBroadcast: principal.may(.leadsWrite))
    }

    /// Events carry leads and messages, so whoever hears them must be allowed to read those.
    private static func mayHear(_ kind: Room.Kind, _ principal: Principal) -> Bool {
        switch kind {
        case .workspace, .lead: principal.may(.leadsRead) && principal.may(.chatRead)
        case .project: principal.may(.leadsRead)
        case .channel: principal.may(.chatRead)
        case .inbox: false
        }
    }

    /// The person in `user:{id}` and `user:{id}:…`. A name that only looks like one is nobody's, so it is refused to all but the service key.
    private static func owner(of topic: String) -> ID<Person>?? {
        guard topic.hasPrefix(personPrefix) else { return nil }
        return .some(ID<Person>(String(topic.dropFirst(personPrefix.count).prefix { $0 != ":" })))
    }
}

extension RecognizedCredential {
    fileprivate func grant(mayBroadcast: Bool) -> Admission.Grant {
        Admission.Grant(
            bearer: principal.bearer, name: principal.displayName.description, mayBroadcast: mayBroadcast,
            tables: OfferedTable.readable(by: principal), expiresAt: expiresAt)
    }
}

extension Principal {
    /// As the realtime part knows who it is.
    var bearer: Bearer {
        let credentialID: ID<Subject>? =
            switch credential {
            case .session(let id): ID(id)
            case .token(let id): ID(id)
            case .anonKey, .serviceKey: nil
            }
        return Bearer(workspaceID: ID(workspaceID), personID: personID.map { ID($0) }, credentialID: credentialID)
    }
}

extension AccessChange {
    /// Whether a membership that rests on `bearer` may have to end.
    package func concerns(_ bearer: Bearer) -> Bool {
        switch self {
        case .person(let id): bearer.personID == ID<Subject>(id)
        case .session(let id): bearer.credentialID == ID<Subject>(id)
        case .token(let id): bearer.credentialID == ID<Subject>(id)
        case .workspace(let id): bearer.workspaceID == ID<Subject>(id)
        }
    }
}
