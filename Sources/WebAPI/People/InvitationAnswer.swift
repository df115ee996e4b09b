import Domain
import Identity
import Primitives

/// An invitation, for those who manage members.
struct InvitationAnswer: Sampled {
    let id: ID<Invitation>
    let email: String
    let role: Role
    let invitedBy: String?
    let createdAt: Timestamp
    let sentAt: Timestamp
    let expiresAt: Timestamp
    let state: Invitation.State

    static var sample: Self {
        Self(
            id: ID(), email: "noor@studio.example", role: .member, invitedBy: "Lea Martin", createdAt: .now(), sentAt: .now(),
            expiresAt: .now(), state: .pending)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("email", email)
            json.member("role", role)
            json.member("invitedBy", invitedBy)
            json.member("createdAt", createdAt)
            json.member("sentAt", sentAt)
            json.member("expiresAt", expiresAt)
            json.member("state", state)
        }
    }
}

extension InvitationAnswer {
    init(_ invitation: Invitation, at now: Timestamp) {
        self.init(
            id: invitation.id, email: invitation.email.description, role: invitation.role, invitedBy: invitation.inviterName?.description,
            createdAt: invitation.createdAt, sentAt: invitation.sentAt, expiresAt: invitation.expiresAt, state: invitation.state(at: now))
    }
}
