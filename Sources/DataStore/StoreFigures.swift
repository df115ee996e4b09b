package import Primitives

/// What the writer of a store has done since it was opened.
package struct StoreFigures: Hashable, Sendable {
    /// From a commit on memory to a disk that is about to fail.
    private static let durations = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

    /// Writes that shared a commit.
    package internal(set) var batchSizes = BucketCounts(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256])
    /// Seconds from the beginning of a transaction until it was on the disk; nearly all of it is the flush.
    package internal(set) var commitSeconds = BucketCounts(bounds: durations)
    /// Seconds that the first write of each commit waited for its turn: no other of them waited longer.
    package internal(set) var waitSeconds = BucketCounts(bounds: durations)
    /// Commits that the disk did not take.
    package internal(set) var failedCommits = 0
    /// Writes that were refused because too many waited.
    package internal(set) var refusedWrites = 0
    /// Writes that wait at the moment.
    package internal(set) var waitingWrites = 0
}
