/// Comma-separated values (RFC 4180) that a spreadsheet can be trusted with.
package enum CSVText {
    /// One row, with its line break.
    package static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// What stands in a cell: what somebody wrote, or a figure of ours, which is no formula even with a sign.
    enum Cell {
        case text(String?)
        case figure(String)
    }

    static func line(_ cells: [Cell]) -> String {
        cells.map { cell in
            switch cell {
            case .text(let text): quoted(text ?? "")
            case .figure(let figure): figure
            }
        }.joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet would take for a formula gets an apostrophe, which makes it a text there (OWASP, CSV injection).
    static func quoted(_ text: String) -> String {
        var isFormula = false
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0x0A: isFormula = true
        default: break
        }
        let text = isFormula ? "'" + text : text
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 < 0x20 })
        else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
