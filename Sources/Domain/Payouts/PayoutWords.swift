import Primitives

/// What the node writes into the books of its own. Nobody is named there: what is posted stays.
struct PayoutWords {
    let language: Language

    var commissions: String { language("Commissions", "Commissions") }
    var payable: String { language("Commissions dues", "Commissions payable") }
    var bank: String { language("Banque", "Bank") }

    /// Why a payout is void when its lead is won no more.
    var notWon: String { language("Le lead n’est plus gagné.", "The lead is not won any more.") }
    var takenBack: String { language("Reprise : le lead n’est plus gagné.", "Taken back: the lead is not won any more.") }

    func approved(_ payout: Payout) -> String {
        if payout.amount.amount < 0 { return language("Reprise de commission approuvée", "Commission take-back approved") }
        return payout.ruleId == nil
            ? language("Versement approuvé", "Payout approved") : language("Commission approuvée", "Commission approved")
    }

    func paid(_ payout: Payout) -> String {
        if payout.amount.amount < 0 { return language("Reprise de commission encaissée", "Commission take-back received") }
        return payout.ruleId == nil ? language("Versement payé", "Payout paid") : language("Commission payée", "Commission paid")
    }

    func voided(_ payout: Payout) -> String {
        payout.ruleId == nil ? language("Versement annulé", "Payout voided") : language("Commission annulée", "Commission voided")
    }
}
