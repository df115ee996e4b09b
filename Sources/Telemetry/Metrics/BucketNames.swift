/// The texts around the labels in the lines of a histogram, made once for all its series: there are thousands of lines.
struct BucketNames {
    /// `name_bucket{`
    let head: [UInt8]
    /// `le="0.1"} ` for each bound, and one for what lies above them.
    let ends: [[UInt8]]
    let sum: String
    let count: String

    init(_ name: String, bounds: [Double]) {
        head = Array("\(name)_bucket{".utf8)
        ends = (bounds + [.infinity]).map { Array("le=\"\(MetricText.number($0))\"} ".utf8) }
        sum = name + "_sum"
        count = name + "_count"
    }
}
