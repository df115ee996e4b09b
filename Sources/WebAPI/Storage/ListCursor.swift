import Blobs
import Primitives

/// Where a list goes on, bound to its order: a place in one order is none in another.
struct ListCursor: CustomStringConvertible {
    let order: LevelOrder
    let place: String

    init(order: LevelOrder, place: String) {
        self.order = order
        self.place = place
    }

    /// `nil` for a text that no list gave out.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text), let decoded = String(validating: bytes, as: UTF8.self), decoded.utf8.count >= 2 else {
            return nil
        }
        let column: LevelOrder.Column
        switch decoded.utf8[decoded.utf8.startIndex] {
        case UInt8(ascii: "n"): column = .name
        case UInt8(ascii: "c"): column = .created
        case UInt8(ascii: "u"): column = .updated
        default: return nil
        }
        let sign = decoded.utf8[decoded.utf8.index(after: decoded.utf8.startIndex)]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        order = LevelOrder(column, isAscending: sign == UInt8(ascii: "+"))
        place = String(decoding: decoded.utf8.dropFirst(2), as: UTF8.self)
    }

    var description: String {
        let letter =
            switch order.column {
            case .name: "n"
            case .created: "c"
            case .updated: "u"
            }
        return Base64URL.encode("\(letter)\(order.isAscending ? "+" : "-")\(place)".utf8)
    }
}
