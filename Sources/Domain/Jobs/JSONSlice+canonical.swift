import NIOCore
import Primitives
import Realtime

extension JSONSlice {
    /// The same bytes for the same value, however its members are sorted, its strings escaped and its parts spaced. Numbers are what was
    /// written: of two ids beyond 64 bits that differ in the last digit, a number of the machine would make one.
    var canonicalBytes: [UInt8] {
        if isObject {
            var members: [String: JSONSlice] = [:]
            forEachMember { members[$0] = $1 }
            let parts = members.sorted { $0.key < $1.key }.map { name, value in
                JSONWriter.bytes(of: name) + [UInt8(ascii: ":")] + value.canonicalBytes
            }
            return [UInt8(ascii: "{")] + parts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
        }
        if let elements = elements(limit: .max) {
            return [UInt8(ascii: "[")] + elements.map(\.canonicalBytes).joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
        }
        return string.map { JSONWriter.bytes(of: $0) } ?? Array(bytes.readableBytesView)
    }
}
