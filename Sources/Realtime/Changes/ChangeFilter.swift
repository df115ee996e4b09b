/// Which rows of a table a subscriber hears of: `column=[not.]op.value[,…]`, a comma meaning *and*.
struct ChangeFilter: Sendable {
    /// A list of a hundred ids fits.
    static let byteLimit = 4_096
    static let conditionLimit = 10
    /// As in the hosted original.
    static let listLimit = 100

    private let conditions: [ChangeCondition]

    /// - Throws: what a client should correct.
    init(_ text: String, of table: ChangeTable) throws(ChangeFault) {
        guard text.utf8.count <= Self.byteLimit else { throw .filter("a filter has at most \(Self.byteLimit) bytes") }
        var parser = ChangeFilterParser(text, table)
        conditions = try parser.conditions()
    }

    /// Whether every condition is true of the row; one that is unknown, because of a null, is not.
    func matches(_ row: [ChangeValue]) -> Bool {
        conditions.allSatisfy { $0.holds(of: row[$0.column]) == true }
    }
}
