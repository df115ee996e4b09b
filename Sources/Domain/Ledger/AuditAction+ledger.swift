import Identity

extension AuditAction {
    static let ledgerAccountCreated: AuditAction = "ledger_account.created"
    static let ledgerAccountChanged: AuditAction = "ledger_account.changed"
    static let ledgerExported: AuditAction = "ledger.exported"
    static let ledgerVerified: AuditAction = "ledger.verified"
}
