import Primitives

/// A statement as comma-separated values, for spreadsheets.
package enum StatementCSV {
    private static let head = [
        "date", "number", "description", "lead", "reference", "amount", "balance", "currency", "payoutId", "leadId",
    ]

    package static func text(of statement: Statement) -> String {
        var text = "\u{FEFF}" + CSVText.line(head)
        for section in statement.sections {
            text += row(statement.from.description, "opening", section.opening.decimalText(), section)
            for line in section.lines {
                text += CSVText.line([
                    .text(line.date.description), .figure("\(line.number)"), .text(line.description), .text(line.leadCompany),
                    .text(line.reference), .figure(line.amount.decimalText()), .figure(line.balance.decimalText()),
                    .text(section.currency.code),
                    .text(line.payoutId?.description), .text(line.leadId?.description),
                ])
            }
            text += row(statement.to.description, "closing", section.closing.decimalText(), section)
        }
        return text
    }

    private static func row(_ day: String, _ what: String, _ balance: String, _ section: Statement.Section) -> String {
        CSVText.line([
            .text(day), .text(nil), .text(what), .text(nil), .text(nil), .text(nil), .figure(balance), .text(section.currency.code),
            .text(nil), .text(nil),
        ])
    }
}
