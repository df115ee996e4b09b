import Primitives
import Testing

@testable import Domain

struct TableParserTests {
    /// In pieces of every small size, so that no state is lost between two.
    private func rows(_ text: String, delimiter: Delimiter = .comma, piece: Int = 3) throws -> [[String]] {
        var parser = TableParser(delimiter: delimiter.byte)
        var rows: [TableRow] = []
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            rows += try parser.feed(bytes.prefix(piece))
            bytes = bytes.dropFirst(piece)
        }
        if let last = try parser.finish() { rows.append(last) }
        return rows.map { $0.cells(in: .utf8) }
    }

    private func fault(_ text: String) -> TableFault? {
        do {
            _ = try rows(text, piece: 4_096)
            return nil
        } catch {
            return error as? TableFault
        }
    }

    private static let wide = String(repeating: ",", count: 9_999) + "\n"
    private static let long = String(repeating: "a", count: 100_001)
    private static let lines = String(repeating: "a\n", count: 50_001)
    private static let row = (String(repeating: "a", count: 90_000) + ",").repeated(12)

    private static let unreadable: [(String, TableFault)] = [
        ("a,b\n\"c,d\ne", TableFault(.openQuote, line: 2, column: 1)),
        ("a,b\nc,\"d", TableFault(.openQuote, line: 2, column: 2)),
        ("a\n\"b\"c\n", TableFault(.textAfterQuote, line: 2, column: 1)),
        ("a,b\nc,d\u{0}\n", TableFault(.nul, line: 2, column: 2)),
        (wide, TableFault(.tooManyColumns, line: 1, column: 1_000)),
        ("x\n" + long, TableFault(.cellTooLong, line: 2, column: 1)),
        ("x,\"" + lines, TableFault(.cellTooLong, line: 1, column: 2)),
        (row, TableFault(.rowTooLong, line: 1, column: 12)),
    ]

    @Test(arguments: unreadable) func `What can't be read is refused with its place`(text: String, expected: TableFault) {
        #expect(fault(text) == expected)
    }

    @Test(arguments: 1...7) func `Quotes, delimiters and line breaks stand in quoted cells`(piece: Int) throws {
        let text = "name;note\r\n\"Élan \"\"Vert\"\"\";\"one;two\r\nthree\"\r\nAcme; 5\" pipe \r\n"
        #expect(
            try rows(text, delimiter: .semicolon, piece: piece)
                == [["name", "note"], ["Élan \"Vert\"", "one;two\nthree"], ["Acme", " 5\" pipe "]])
    }

    @Test(arguments: ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\r\nc,d", "a,b\n\r\n\rc,d\r\n\n,\n"])
    func `Every line end is one, blank rows are none`(text: String) throws {
        #expect(try rows(text, piece: 1) == [["a", "b"], ["c", "d"]])
    }

    @Test func `A thousand columns and a cell of the largest size are taken`() throws {
        let wide = try rows((0..<1_000).map { "\($0)" }.joined(separator: ","), piece: 4_096)
        #expect(wide.first?.count == 1_000)
        let long = try rows(String(repeating: "a", count: 100_000), piece: 4_096)
        #expect(long.first?.first?.utf8.count == 100_000)
    }

    @Test func `Lines are counted through cells with line breaks`() throws {
        var parser = TableParser(delimiter: Delimiter.comma.byte)
        let rows = try parser.feed("a\n\"b\n\nc\"\r\nd\n".utf8)
        #expect(rows.map(\.line) == [1, 2, 5])
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
