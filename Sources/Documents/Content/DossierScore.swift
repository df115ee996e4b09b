/// How promising the lead is, and the signals that say so.
package struct DossierScore: Sendable, Codable, Hashable {
    /// 0 to 100; anything else is drawn as the nearer end.
    package var total: Int
    package var signals: [DossierSignal]

    package init(total: Int, signals: [DossierSignal]) {
        self.total = total
        self.signals = signals
    }
}
