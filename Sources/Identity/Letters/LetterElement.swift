/// One piece of a letter.
enum LetterElement {
    case paragraph(String)
    /// A one-time code, large, alone on its line: what people look for and programs find.
    case code(String)
    /// What to type into a terminal, alone on its line.
    case command(String)
    case link(label: String, address: String)
    /// A link in small print.
    case quietLink(label: String, address: String)
    /// A remark in small print.
    case note(String)
}
