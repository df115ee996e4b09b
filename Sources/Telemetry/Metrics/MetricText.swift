package import Primitives

/// The text format of Prometheus, version 0.0.4, as it is written.
package struct MetricText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var bytes: [UInt8] = []

    package init() {
        bytes.reserveCapacity(65_536)
    }

    /// The lines that precede the samples of a family.
    package mutating func begin(_ family: MetricFamily) {
        if !family.help.isEmpty { put("# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n") }
        put("# TYPE \(family.name) \(family.kind.rawValue)\n")
    }

    /// A whole family of one kind of figure, in one call.
    package mutating func family(_ family: MetricFamily, _ samples: [(labels: [String], value: Double)]) {
        guard !samples.isEmpty else { return }
        begin(family)
        for sample in samples {
            self.sample(family.name, Self.labels(zip(family.labels, sample.labels).map { ($0.name, $1) }), sample.value)
        }
    }

    package mutating func family(_ family: MetricFamily, _ value: Double) {
        self.family(family, [([], value)])
    }

    /// A family of one histogram each; the counts are of what lies between two bounds.
    package mutating func family(_ family: MetricFamily, _ samples: [(labels: [String], counts: BucketCounts)]) {
        begin(family)
        for sample in samples {
            let labels = Self.labels(zip(family.labels, sample.labels).map { ($0.name, $1) })
            let names = BucketNames(family.name, bounds: sample.counts.bounds)
            histogram(labels, names, counts: sample.counts.counts, sum: sample.counts.sum)
        }
    }

    /// - Parameter counts: of what lies between two bounds each, the last of what lies above them all.
    mutating func histogram(_ labels: [UInt8], _ names: BucketNames, counts: [UInt64], sum: Double) {
        var total: UInt64 = 0
        for (end, count) in zip(names.ends, counts) {
            total += count
            bytes.append(contentsOf: names.head)
            if !labels.isEmpty {
                bytes.append(contentsOf: labels)
                bytes.append(UInt8(ascii: ","))
            }
            bytes.append(contentsOf: end)
            put(total)
            bytes.append(UInt8(ascii: "\n"))
        }
        sample(names.sum, labels, sum)
        head(names.count, labels)
        put(total)
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func sample(_ name: String, _ labels: [UInt8], _ value: Int64) {
        head(name, labels)
        put("\(value)\n")
    }

    mutating func sample(_ name: String, _ labels: [UInt8], _ value: Double) {
        head(name, labels)
        put("\(Self.number(value))\n")
    }

    /// What stands between the braces.
    static func labels(_ pairs: [(String, String)]) -> [UInt8] {
        Array(pairs.map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",").utf8)
    }

    /// A name as the format takes it: letters, digits, underscores.
    static func name(_ text: String) -> String {
        let isGood = text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
        if isGood, let first = text.utf8.first, !(0x30...0x39).contains(first) { return text }
        let cleaned = text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        return (cleaned.first?.isLetter == true ? "" : "_") + String(cleaned)
    }

    private mutating func head(_ name: String, _ labels: [UInt8]) {
        put(name)
        if !labels.isEmpty {
            put("{")
            bytes.append(contentsOf: labels)
            put("}")
        }
        put(" ")
    }

    private mutating func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Digits without a text between: this is most of what there is to write.
    private mutating func put(_ number: UInt64) {
        guard number > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
        let start = bytes.count
        var rest = number
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if value == -.infinity { return "-Inf" }
        if value.isNaN { return "NaN" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        let text = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? text.replacing("\"", with: "\\\"") : text
    }
}
