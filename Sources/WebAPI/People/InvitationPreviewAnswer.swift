import Identity
import Primitives

/// What an invitation says to whoever has its token, before it is accepted.
struct InvitationPreviewAnswer: Sampled {
    let workspace: String
    let role: Role
    let email: String
    let invitedBy: String?
    let expiresAt: Timestamp

    static var sample: Self {
        Self(workspace: "Studio", role: .member, email: "noor@studio.example", invitedBy: "Lea Martin", expiresAt: .now())
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("workspace", workspace)
            json.member("role", role)
            json.member("email", email)
            json.member("invitedBy", invitedBy)
            json.member("expiresAt", expiresAt)
        }
    }
}
