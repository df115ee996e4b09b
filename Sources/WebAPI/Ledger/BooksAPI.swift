package import Domain
import Hummingbird

/// The endpoints of ledger, commissions, payouts and statements.
package struct BooksAPI: Sendable {
    let ledger: Ledger
    let rules: CommissionRules
    let payouts: Payouts
    let statements: Statements

    package init(ledger: Ledger, rules: CommissionRules, payouts: Payouts, statements: Statements) {
        self.ledger = ledger
        self.rules = rules
        self.payouts = payouts
        self.statements = statements
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        LedgerRoutes(ledger: ledger, gate: gate).add(to: router)
        CommissionRoutes(rules: rules, gate: gate).add(to: router)
        PayoutRoutes(payouts: payouts, gate: gate).add(to: router)
        StatementRoutes(statements: statements, gate: gate).add(to: router)
    }
}
