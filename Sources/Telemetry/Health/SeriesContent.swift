/// What was seen of one series in one slot; two slots' add up to that of the longer time.
package enum SeriesContent: Hashable, Sendable {
    case durations(DurationSketch)
    case share(hits: UInt32, of: UInt32)
    /// The highest that was seen.
    case level(UInt32)

    var count: Int {
        switch self {
        case .durations(let sketch): sketch.count
        case .share(_, let total): Int(total)
        case .level: 1
        }
    }

    /// One more of those that took some time.
    mutating func add(_ duration: Duration) {
        guard case .durations(var sketch) = self else { return }
        // Held once, the sketch is changed where it is.
        self = .level(0)
        sketch.add(duration)
        self = .durations(sketch)
    }

    mutating func add(_ other: SeriesContent) {
        switch (self, other) {
        case (.durations(var sketch), .durations(let more)):
            sketch.add(more)
            self = .durations(sketch)
        case (.share(let hits, let total), .share(let moreHits, let moreTotal)):
            self = .share(hits: hits &+ moreHits, of: total &+ moreTotal)
        case (.level(let level), .level(let another)): self = .level(max(level, another))
        // Of two kinds only a file that something else has written could be; the newer one counts.
        default: self = other
        }
    }
}
