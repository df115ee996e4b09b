/// A slot as bytes: numbers of seven bits a byte, the lowest first, and in a sketch the distance from bucket to bucket.
enum RollupCodec {
    private static let version: UInt64 = 1

    static func encode(_ slot: RollupSlot) -> [UInt8] {
        var bytes: [UInt8] = []
        func put(_ number: UInt64) {
            var rest = number
            while rest > 0x7F {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        func put(_ text: String) {
            put(UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        put(version)
        put(UInt64(slot.series.count))
        for (key, content) in slot.series {
            put(key.metric.rawValue)
            put(key.part)
            switch content {
            case .durations(let sketch):
                put(0)
                put(UInt64(sketch.counts.count))
                var last: UInt16 = 0
                for (bucket, count) in sketch.counts.sorted(by: { $0.key < $1.key }) {
                    put(UInt64(bucket - last))
                    put(UInt64(count))
                    last = bucket
                }
            case .share(let hits, let total):
                put(1)
                put(UInt64(hits))
                put(UInt64(total))
            case .level(let level):
                put(2)
                put(UInt64(level))
            }
        }
        return bytes
    }

    /// `nil` for bytes that no version wrote; metrics that this one does not know are left out.
    static func decode(_ bytes: [UInt8], start: Int64) -> RollupSlot? {
        var reader = Reader(rest: bytes[...])
        guard reader.number() == version, let count = reader.number(), count <= 10_000 else { return nil }
        var slot = RollupSlot(start: start)
        for _ in 0..<count {
            guard let name = reader.text(), let part = reader.text(), let content = reader.content() else { return nil }
            guard let metric = HealthMetric(rawValue: name) else { continue }
            slot.add(SeriesKey(metric, part), content)
        }
        return slot
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func number() -> UInt64? {
            var (value, shift): (UInt64, UInt64) = (0, 0)
            while let byte = rest.popFirst(), shift < 64 {
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }

        mutating func text() -> String? {
            guard let length = number(), length <= UInt64(rest.count) else { return nil }
            let bytes = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            return String(decoding: bytes, as: UTF8.self)
        }

        mutating func content() -> SeriesContent? {
            switch number() {
            case 0: return sketch().map { .durations($0) }
            case 1:
                guard let hits = number(), let total = number() else { return nil }
                return .share(hits: UInt32(clamping: hits), of: UInt32(clamping: total))
            case 2: return number().map { .level(UInt32(clamping: $0)) }
            default: return nil
            }
        }

        private mutating func sketch() -> DurationSketch? {
            guard let count = number(), count <= 10_000 else { return nil }
            var counts: [UInt16: UInt32] = [:]
            var bucket: UInt64 = 0
            for _ in 0..<count {
                guard let distance = number(), distance <= UInt64(UInt16.max), let value = number() else { return nil }
                bucket += distance
                guard let index = UInt16(exactly: bucket) else { return nil }
                counts[index] = UInt32(clamping: value)
            }
            return DurationSketch(counts: counts)
        }
    }
}
