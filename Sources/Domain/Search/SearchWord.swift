/// One word of a text as the index has it, and where it stands.
struct SearchWord: Equatable {
    /// Folded.
    let text: String
    /// In UTF-16 units, as the page counts.
    let range: Range<Int>
    /// Whether it is the last sign of a run without spaces, of which the pairs are words already.
    var closesRun = false
}
