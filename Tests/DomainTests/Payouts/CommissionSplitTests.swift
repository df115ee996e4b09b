import Testing

@testable import Domain

@Suite struct CommissionSplitTests {
    private static let parts: [(rate: Int, amount: Int64, part: Int64)] = [
        (1_000, 1_005, 100), (1_000, 1_015, 102), (1_000, 1_006, 101), (1_000, 0, 0), (1, 4_999, 0), (1, 5_000, 0),
        (1, 15_000, 2), (10_000, .max, .max), (1_000, .max, 922_337_203_685_477_581), (1_000, -1_005, -100), (1_000, -1_015, -102),
    ]

    @Test(arguments: parts)
    func `A percentage is rounded half to even, as far as amounts go`(rate: Int, amount: Int64, part: Int64) {
        #expect(CommissionSplit.part(rate, of: amount) == part)
    }

    private static let splits: [(amount: Int64, shares: [Int], parts: [Int64])] = [
        (100, [3_333, 3_333, 3_334], [33, 33, 34]), (100, [5_000, 5_000], [50, 50]), (1, [5_000, 5_000], [1, 0]),
        (0, [5_000, 5_000], [0, 0]), (101, [5_000, 5_000], [51, 50]), (10, [3_000, 3_000, 4_000], [3, 3, 4]),
        (2, [3_400, 3_300, 3_300], [1, 1, 0]), (.max, [1, 9_999], [922_337_203_685_478, 9_222_449_699_651_090_329]),
    ]

    @Test(arguments: splits)
    func `Parts sum to the whole, and the largest remainders get what is left`(amount: Int64, shares: [Int], parts: [Int64]) {
        #expect(CommissionSplit.split(amount, by: shares) == parts)
        #expect(parts.reduce(0, +) == amount)
    }
}
