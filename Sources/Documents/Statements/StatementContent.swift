package import Primitives

/// All that a statement of commissions says; the renderer adds headings only.
///
/// Any text is accepted: what can't be printed is left out, and what is too long is cut and marked as cut.
package struct StatementContent: Sendable, Hashable {
    /// The part of one currency.
    package struct Section: Sendable, Hashable {
        package let opening: Money
        package let closing: Money
        package let lines: [Line]

        package init(opening: Money, closing: Money, lines: [Line]) {
            self.opening = opening
            self.closing = closing
            self.lines = lines
        }
    }

    package struct Line: Sendable, Hashable {
        package let day: Day
        /// Of the transaction in the books.
        package let number: Int64
        package let description: String
        /// What it is about.
        package let detail: String?
        package let reference: String?
        package let amount: Money
        package let balance: Money

        package init(
            day: Day, number: Int64, description: String, detail: String?, reference: String?, amount: Money, balance: Money
        ) {
            self.day = day
            self.number = number
            self.description = description
            self.detail = detail
            self.reference = reference
            self.amount = amount
            self.balance = balance
        }
    }

    package let language: Language
    package let person: String
    package let workspaceName: String
    package let reference: String
    package let from: Day
    package let to: Day
    package let sections: [Section]

    package init(
        language: Language, person: String, workspaceName: String, reference: String, from: Day, to: Day, sections: [Section]
    ) {
        self.language = language
        self.person = person
        self.workspaceName = workspaceName
        self.reference = reference
        self.from = from
        self.to = to
        self.sections = sections
    }
}
