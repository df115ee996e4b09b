import Primitives

/// A letter as plain text.
enum LetterText {
    static func render(_ elements: [LetterElement], footer: String) -> String {
        let blocks = elements.map { element in
            switch element {
            case .paragraph(let text), .note(let text): text
            case .code(let text), .command(let text): "    \(text)"
            // An address alone on its line is what mail programs make a link of, whole.
            case .link(let label, let address), .quietLink(let label, let address): "\(label)\n\(address)"
            }
        }
        // RFC 3676 §4.3: below this line stands who writes.
        return blocks.joined(separator: "\n\n") + "\n\n-- \n\(footer)\n"
    }
}
