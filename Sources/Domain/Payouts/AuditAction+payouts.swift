import Identity

extension AuditAction {
    static let ruleCreated: AuditAction = "commission_rule.created"
    static let ruleChanged: AuditAction = "commission_rule.changed"
    static let ruleDeleted: AuditAction = "commission_rule.deleted"
    static let payoutCreated: AuditAction = "payout.created"
    static let payoutApproved: AuditAction = "payout.approved"
    static let payoutPaid: AuditAction = "payout.paid"
    static let payoutVoided: AuditAction = "payout.voided"
}
