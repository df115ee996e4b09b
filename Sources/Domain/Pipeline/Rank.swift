package import DataStore
package import Primitives

/// The order of a lead within its stage: a fraction in digits `0-9a-z`, compared byte by byte; between two there is always a third.
///
/// The two ends need no look at who stands there: a rank of the top is counted down from the moment at which it is made, one of the bottom is
/// counted up, so that putting many there makes none of them longer.
package struct Rank: Hashable, Sendable {
    /// More than a thousand leads must have gone into one gap, each next to the one before, until a rank is as long.
    static let lengthLimit = 200

    package let text: String

    init(text: String) {
        self.text = text
    }

    /// Above all that came before.
    init(topAt moment: Timestamp) {
        text = Self.text(of: Self.clockRange - 1 - Self.elapsed(moment))
    }

    /// Below all that came before.
    init(bottomAt moment: Timestamp) {
        text = "z" + Self.text(of: Self.elapsed(moment))
    }

    /// A rank between two neighbours; `nil` is the end of the stage.
    ///
    /// Where nothing fits between, it is that of a neighbour: then the ids decide.
    static func between(_ upper: Rank?, _ lower: Rank?, at now: Timestamp) -> Rank {
        switch (upper, lower) {
        case (nil, nil): return Rank(topAt: now)
        case (nil, let lower?):
            let top = Rank(topAt: now)
            return top < lower ? top : middle(nil, lower)
        case (let upper?, nil):
            let bottom = Rank(bottomAt: now)
            return upper < bottom ? bottom : middle(upper, nil)
        case (let upper?, let lower?): return upper < lower ? middle(upper, lower) : upper
        }
    }

    private static func middle(_ upper: Rank?, _ lower: Rank?) -> Rank {
        let found = middle(upper.map { digits(of: $0) } ?? [], lower.map { digits(of: $0) })
        guard found.count <= lengthLimit, case let rank = Rank(text: String(decoding: found.map { alphabet[$0] }, as: UTF8.self)),
            upper.map({ $0 < rank }) ?? true, lower.map({ rank < $0 }) ?? true
        else { return upper ?? lower ?? Rank(text: "i") }
        return rank
    }

    /// The shortest digits above `low` and below `high`, which is above `low`; they never end with a zero, below which nothing would fit.
    private static func middle(_ low: [Int], _ high: [Int]?) -> [Int] {
        var prefix: [Int] = []
        var (position, isBelowHigh) = (0, false)
        while prefix.count <= lengthLimit {
            let least = position < low.count ? low[position] : 0
            let most = isBelowHigh ? base : high.map { position < $0.count ? $0[position] : 0 } ?? base
            if most - least > 1 { return prefix + [(least + most) / 2] }
            if most > least {
                // What begins with a digit less than that of `high` is below it, whatever follows.
                if !isBelowHigh, let high, position + 1 < high.count { return prefix + [most] }
                isBelowHigh = true
            }
            prefix.append(least)
            position += 1
        }
        return prefix
    }

    private static let base = 36
    private static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    private static let clockDigits = 10
    /// Microseconds that ten digits count: 115 years.
    private static let clockRange: Int64 = 3_656_158_440_062_976
    /// The first moment of 2020, before which there were no leads.
    private static let clockStart: Int64 = 1_577_836_800_000_000

    private static func elapsed(_ moment: Timestamp) -> Int64 { min(max(0, moment.microseconds - clockStart), clockRange - 1) }

    private static func text(of number: Int64) -> String {
        String(unsafeUninitializedCapacity: clockDigits) { bytes in
            var rest = Int(number)
            for position in (0..<clockDigits).reversed() {
                bytes[position] = alphabet[rest % base]
                rest /= base
            }
            return clockDigits
        }
    }

    private static func digits(of rank: Rank) -> [Int] { rank.text.utf8.map { $0 >= 97 ? Int($0) - 87 : Int($0) - 48 } }
}

extension Rank: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.text.utf8.lexicographicallyPrecedes(other.text.utf8) }
}

extension Rank: Codable, JSONWritable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package func write(to json: inout JSONWriter) { json.string(text) }
}

extension Rank: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text: text)
    }
}
