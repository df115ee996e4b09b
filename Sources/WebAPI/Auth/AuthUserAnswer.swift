import Identity
import Primitives

/// A person as stock clients know a user.
struct AuthUserAnswer: Encodable {
    private static let audience = "authenticated"

    let members: [String: JSONValue]

    /// - Parameter person: with what the workspace keeps about them.
    init(_ person: Person, at now: Timestamp) {
        let id = JSONValue.string(person.id.description)
        let email = JSONValue.string(person.email.normalized)
        let own: [String: JSONValue] = [
            "email": email, "email_verified": .bool(person.emailConfirmedAt != nil), "phone_verified": false, "sub": id,
        ]
        var members: [String: JSONValue] = [
            "id": id, "aud": .string(Self.audience), "role": .string(Self.audience), "email": email, "phone": "",
            "app_metadata": .object(["provider": "email", "providers": ["email"]].merging(person.appMetadata) { _, kept in kept }),
            // What the node knows stands above what somebody says of themselves.
            "user_metadata": .object(person.userMetadata.merging(own) { _, known in known }),
            "created_at": .string(person.createdAt.description), "updated_at": .string(person.updatedAt.description),
            "is_anonymous": false,
        ]
        var identity: [String: JSONValue] = [
            "identity_id": id, "id": id, "user_id": id, "identity_data": .object(own), "provider": "email", "email": email,
            "created_at": .string(person.createdAt.description), "updated_at": .string(person.updatedAt.description),
        ]
        for (name, moment) in Self.moments(of: person, at: now) {
            if let moment { members[name] = .string(moment.description) }
        }
        if let moment = person.lastSignInAt { identity["last_sign_in_at"] = .string(moment.description) }
        if let new = person.newEmail { members["new_email"] = .string(new.normalized) }
        members["identities"] = [.object(identity)]
        self.members = members
    }

    /// What is left out until it has happened.
    private static func moments(of person: Person, at now: Timestamp) -> [(String, Timestamp?)] {
        [
            ("email_confirmed_at", person.emailConfirmedAt), ("confirmed_at", person.emailConfirmedAt),
            ("confirmation_sent_at", person.confirmationSentAt), ("recovery_sent_at", person.recoverySentAt),
            ("invited_at", person.invitedAt), ("last_sign_in_at", person.lastSignInAt),
            ("email_change_sent_at", person.newEmail == nil ? nil : person.emailChangeSentAt),
            ("banned_until", person.isBanned(at: now) ? person.bannedUntil : nil),
        ]
    }

    func encode(to encoder: any Encoder) throws {
        try members.encode(to: encoder)
    }
}
