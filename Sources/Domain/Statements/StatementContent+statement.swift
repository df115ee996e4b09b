import Documents
import Primitives

extension StatementContent {
    init(_ statement: Statement, language: Language, workspaceName: String) {
        self.init(
            language: language, person: statement.personName, workspaceName: workspaceName, reference: statement.personId.description,
            from: statement.from, to: statement.to,
            sections: statement.sections.map { section in
                Section(
                    opening: section.opening, closing: section.closing,
                    lines: section.lines.map { line in
                        Line(
                            day: line.date, number: line.number, description: line.description, detail: line.leadCompany,
                            reference: line.reference, amount: line.amount, balance: line.balance)
                    })
            })
    }
}
