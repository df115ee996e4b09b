extension AuditAction {
    package static let emailChangeAsked: AuditAction = "user.email_change_asked"
    package static let emailChanged: AuditAction = "user.email_changed"
    /// A program with the service key made a way in for someone.
    package static let signInLinkMade: AuditAction = "sign_in_link.made"
}
