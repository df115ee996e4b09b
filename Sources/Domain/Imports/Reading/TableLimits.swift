/// What a table may hold; whoever means one stays far below.
enum TableLimits {
    /// Ten times the longest note of a lead.
    static let cellBytes = 100_000
    static let rowBytes = 1_000_000
    static let columns = 1_000
    /// Five times what a team gathers in a year; the keys of a dry run then take 16 MB.
    static let rows = 1_000_000
}
