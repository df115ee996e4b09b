import Primitives

/// The movements of one currency between what was owed before and what is owed after.
enum StatementTable {
    private static let dayWidth = 56.0
    private static let numberWidth = 34.0
    private static let moneyWidth = 104.0

    static func add(
        _ section: StatementContent.Section, _ wording: StatementWording, _ text: inout PrintableText, to composer: inout PageComposer
    ) throws(DossierError) {
        try composer.heading(section.opening.currency.code)
        let textWidth = PageComposer.remainingWidth(beside: dayWidth, numberWidth, moneyWidth, moneyWidth)
        let columns = [
            TableColumn(wording.day, width: dayWidth), TableColumn(wording.number, width: numberWidth),
            TableColumn(wording.text, width: textWidth), TableColumn(wording.amount, width: moneyWidth, .trailing),
            TableColumn(wording.balance, width: moneyWidth, .trailing),
        ]
        let setter = composer.typesetter
        func figure(_ money: Money, _ style: TextStyle) throws(DossierError) -> TableCell {
            let block = try setter.block(wording.money(money), style, width: moneyWidth, maxLines: 2, alignment: .trailing)
            return TableCell([.text(block, link: nil)])
        }
        func frame(_ label: String, _ money: Money) throws(DossierError) -> [TableCell] {
            let block = try setter.block(label, .strong, width: textWidth, maxLines: 2)
            return [TableCell([]), TableCell([]), TableCell([.text(block, link: nil)]), TableCell([]), try figure(money, .strong)]
        }
        let texts = section.lines.map { line in
            (
                description: text.line(line.description, limit: DossierLimits.sentence) ?? "–",
                notes: [text.line(line.detail, limit: DossierLimits.company), text.line(line.reference, limit: DossierLimits.label)]
                    .compactMap { $0 }
            )
        }
        try composer.table(columns, rows: section.lines.count + 2) { index throws(DossierError) in
            if index == 0 { return try frame(wording.opening, section.opening) }
            guard index <= section.lines.count else { return try frame(wording.closing, section.closing) }
            let (line, words) = (section.lines[index - 1], texts[index - 1])
            var parts: [TableCell.Part] = [.text(try setter.block(words.description, .cell, width: textWidth, maxLines: 3), link: nil)]
            if !words.notes.isEmpty {
                let notes = words.notes.joined(separator: "  ·  ")
                parts.append(.text(try setter.block(notes, .small, width: textWidth, maxLines: 2), link: nil))
            }
            let day = try setter.block(wording.date(line.day), .cell, width: dayWidth, maxLines: 1)
            let number = try setter.block("\(line.number)", .label, width: numberWidth, maxLines: 2)
            return [
                TableCell([.text(day, link: nil)]), TableCell([.text(number, link: nil)]), TableCell(parts),
                try figure(line.amount, .cell), try figure(line.balance, .cell),
            ]
        }
    }
}
