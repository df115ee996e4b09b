/// How finely the past is kept: fine for a day, coarse for a quarter of a year.
enum RollupStep: CaseIterable, Sendable {
    case short, long

    var seconds: Int64 {
        switch self {
        case .short: 10
        case .long: 300
        }
    }

    /// At most 8,640 and 25,920 rows: some megabytes, whatever happens.
    var retention: Duration {
        switch self {
        case .short: .seconds(86_400)
        case .long: .seconds(90 * 86_400)
        }
    }

    func start(of second: Int64) -> Int64 { second - ((second % seconds) + seconds) % seconds }
}
