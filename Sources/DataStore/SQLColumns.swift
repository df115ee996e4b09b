/// The names of a result's columns, in its order.
struct SQLColumns: Sendable {
    let names: [String]
    /// Tells nearly all names from each other by one comparison: a page of rows is asked for thousands of columns.
    private let marks: [UInt64]

    init(_ names: [String]) {
        self.names = names
        marks = names.map(Self.mark)
    }

    func index(of name: String) -> Int? {
        let mark = Self.mark(name)
        for place in marks.indices where marks[place] == mark && names[place] == name { return place }
        return nil
    }

    /// Length, first and last bytes.
    private static func mark(_ name: String) -> UInt64 {
        var name = name
        return name.withUTF8 { name in
            var mark = UInt64(name.count)
            for byte in name.prefix(3) { mark = mark << 8 | UInt64(byte) }
            for byte in name.suffix(4) { mark = mark << 8 | UInt64(byte) }
            return mark
        }
    }
}
