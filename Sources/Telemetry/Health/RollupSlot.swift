/// All series of one slot of time.
package struct RollupSlot: Hashable, Sendable {
    /// Seconds since 1970, a whole number of steps.
    package let start: Int64
    package var series: [SeriesKey: SeriesContent]

    package init(start: Int64, series: [SeriesKey: SeriesContent] = [:]) {
        self.start = start
        self.series = series
    }

    mutating func add(_ key: SeriesKey, _ content: SeriesContent) {
        if series[key] == nil { series[key] = content } else { series[key]?.add(content) }
    }

    mutating func add(_ other: RollupSlot) {
        for (key, content) in other.series { add(key, content) }
    }
}
