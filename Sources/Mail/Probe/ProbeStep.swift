/// One thing that has to work before a mail arrives, and whether it did.
package struct ProbeStep: Sendable, Equatable, CustomStringConvertible {
    package enum Name: String, Sendable, CaseIterable, Codable {
        case dns, tcp, tls, greeting, authentication, sender, recipient, message
    }

    package enum Outcome: String, Sendable, Codable {
        case passed, failed
        /// Not wanted by the settings.
        case skipped
    }

    package let name: Name
    package let outcome: Outcome
    /// What was found; for a failure also what to do.
    package let words: String

    package init(name: Name, outcome: Outcome, words: String) {
        self.name = name
        self.outcome = outcome
        self.words = words
    }

    /// One line for the terminal.
    package var description: String {
        let mark =
            switch outcome {
            case .passed: "ok     "
            case .failed: "FAILED "
            case .skipped: "–      "
            }
        return mark + name.rawValue.padding(to: 15) + words
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
