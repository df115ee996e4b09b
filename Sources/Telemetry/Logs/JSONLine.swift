import Logging
import Primitives

/// An event as one JSON object in one line (RFC 8259): time, level, severity, message, logger, trace and span, then the product's fields, then
/// the rest by name. Built by appending; the fields are put in order at the end, by moving bytes.
///
/// Whatever a value holds, the line stays one line and the object one object.
struct JSONLine {
    /// Metadata nests by hand-written literals only; deeper is a mistake.
    private static let depthLimit = 8
    private static let productCount = 9
    /// What stands before the message, by severity.
    private static let heads: [[UInt8]] = {
        var heads = [[UInt8]](repeating: [], count: Logger.Level.critical.severity + 1)
        for level in Logger.Level.allCases {
            heads[level.severity] = Array(#","level":"\#(level.rawValue)","severityNumber":\#(level.severity),"message":"#.utf8)
        }
        return heads
    }()

    /// Where a field stands in the text; empty where there is none.
    private struct Place {
        var start = 0
        var end = 0
    }

    private var text: LogText
    private let headEnd: Int
    private var product = InlineArray<9, Place>(repeating: Place())
    private var others: [Place] = []

    static func of(_ event: LoggedEvent) -> [UInt8] {
        var line = JSONLine(event)
        event.fields.forEach { line.add($0, $1) }
        return line.finish()
    }

    private init(_ event: LoggedEvent) {
        text = LogText(capacity: 768)
        text.plain(#"{"time":""#)
        text.time(event.time)
        text.plain("\"")
        text.plain(Self.heads[event.level.severity])
        text.quote(event.message)
        text.plain(#","logger":"#)
        text.quote(event.logger)
        headEnd = text.bytes.count
    }

    /// A field of metadata, as its name wants it.
    private mutating func add(_ key: String, _ value: Logger.MetadataValue) {
        let role = LogRole(of: key)
        let start = text.bytes.count
        text.quote(role == .reserved ? "metadata.\(key)" : key)
        text.plain(":")
        switch role {
        case .secret: text.quote(Redaction.dots)
        case .number, .quantity: if !text.number(value) { add(value, depth: 0) }
        case .product, .reserved, .plain: add(value, depth: 0)
        }
        let place = Place(start: start, end: text.bytes.count)
        switch role {
        case .product(let number), .quantity(let number): product[number] = place
        case .number, .secret, .reserved, .plain: insert(place)
        }
    }

    /// The product's fields at their places, then the others by name.
    private func finish() -> [UInt8] {
        text.bytes.withUnsafeBufferPointer { pieces in
            [UInt8](unsafeUninitializedCapacity: pieces.count + Self.productCount + others.count + 2) { line, count in
                func put(_ start: Int, _ end: Int) {
                    guard start < end, let from = pieces.baseAddress, let to = line.baseAddress else { return }
                    (to + count).update(from: from + start, count: end - start)
                    count += end - start
                }
                func put(_ byte: Unicode.Scalar) {
                    line[count] = UInt8(ascii: byte)
                    count += 1
                }
                put(0, headEnd)
                for index in 0..<Self.productCount where product[index].end > 0 {
                    put(",")
                    put(product[index].start, product[index].end)
                }
                for place in others {
                    put(",")
                    put(place.start, place.end)
                }
                put("}")
                put("\n")
            }
        }
    }

    /// Behind those whose names come before; by the bytes of the names, quotes included.
    private mutating func insert(_ place: Place) {
        if others.isEmpty { others.reserveCapacity(8) }
        var index = others.count
        text.bytes.withUnsafeBufferPointer { bytes in
            while index > 0, Self.precedes(place, others[index - 1], in: bytes) { index -= 1 }
        }
        others.insert(place, at: index)
    }

    private static func precedes(_ left: Place, _ right: Place, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        UnsafeBufferPointer(rebasing: bytes[left.start..<left.end])
            .lexicographicallyPrecedes(UnsafeBufferPointer(rebasing: bytes[right.start..<right.end]))
    }

    private mutating func add(_ value: Logger.MetadataValue, depth: Int) {
        guard depth < Self.depthLimit else {
            text.quote("…")
            return
        }
        switch value {
        case .string(let string): text.quote(string)
        case .stringConvertible(let value): text.quote(value.description)
        case .array(let values):
            text.plain("[")
            for (index, value) in values.enumerated() {
                if index > 0 { text.plain(",") }
                add(value, depth: depth + 1)
            }
            text.plain("]")
        case .dictionary(let members):
            text.plain("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.plain(",") }
                text.quote(member.key)
                text.plain(":")
                add(member.value, depth: depth + 1)
            }
            text.plain("}")
        }
    }
}
