import DataStore

/// Finds the words of a query again in the texts that the index found by them.
struct Highlighter {
    /// About two lines of a list, in UTF-16 units.
    private static let excerptLength = 160
    /// What is shown before the first word found.
    private static let leadIn = 40
    private static let rangeLimit = 20

    private let words: [(text: String, isPrefix: Bool)]

    init(_ query: SearchQuery) {
        words = query.phrases.flatMap { phrase in
            phrase.words.indices.map { (phrase.words[$0], phrase.isPrefix && $0 == phrase.words.count - 1) }
        }
    }

    /// In the order of fields.
    func highlights(in document: SearchDocument) -> [Highlight] {
        SearchField.allCases.compactMap { field in document.texts[field].flatMap { highlight(field, $0) } }
    }

    /// The first line of `text` that has one of the words, or what stands around it.
    func excerpt(of text: String) -> (text: String, ranges: [Range<Int>])? {
        for line in text.split(separator: "\n") {
            let ranges = found(in: String(line))
            if !ranges.isEmpty { return excerpt(String(line), ranges) }
        }
        return nil
    }

    private func highlight(_ field: SearchField, _ text: String) -> Highlight? {
        for line in text.split(separator: "\n") {
            let ranges = field == .phone ? wholeNumber(line) : found(in: String(line))
            guard !ranges.isEmpty else { continue }
            let (text, shown) = excerpt(String(line), ranges)
            return Highlight(field: field, text: text, ranges: shown)
        }
        return nil
    }

    private func wholeNumber(_ phone: Substring) -> [Range<Int>] {
        let numbers = PhoneWords.indexed(String(phone))?.split(separator: " ") ?? []
        return numbers.contains { matches(String($0)) } ? [0..<phone.utf16.count] : []
    }

    private func found(in line: String) -> [Range<Int>] {
        if let folded = FoldedLine(line), !words.contains(where: { folded.has($0.text) }) { return [] }
        return SearchWords.of(line).reduce(into: []) { ranges, word in
            guard matches(word.text) else { return }
            // Pairs of signs overlap.
            if let last = ranges.last, last.upperBound >= word.range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, word.range.upperBound)
            } else {
                ranges.append(word.range)
            }
        }
    }

    private func matches(_ word: String) -> Bool {
        words.contains { $0.isPrefix ? word.hasPrefix($0.text) : word == $0.text }
    }

    private func excerpt(_ line: String, _ ranges: [Range<Int>]) -> (text: String, ranges: [Range<Int>]) {
        let units = line.utf16
        guard units.count > Self.excerptLength, let first = ranges.first else {
            return (line, Array(ranges.prefix(Self.rangeLimit)))
        }
        let start = first.lowerBound <= Self.leadIn ? 0 : first.lowerBound - Self.leadIn
        // Whole characters: an excerpt never begins or ends within one.
        let from = line.characterBoundary(atUTF16: start)
        let to = line.characterBoundary(atUTF16: min(units.count, start + Self.excerptLength))
        let offset = units.distance(from: units.startIndex, to: from)
        let text = String(line[from..<to])
        let length = text.utf16.count
        let shown = ranges.filter { $0.lowerBound >= offset && $0.upperBound <= offset + length }.prefix(Self.rangeLimit)
        return (text, shown.map { $0.lowerBound - offset..<$0.upperBound - offset })
    }
}

extension String {
    /// Where the character begins that holds the unit at `offset`.
    fileprivate func characterBoundary(atUTF16 offset: Int) -> Index {
        var index = utf16.index(startIndex, offsetBy: offset)
        while index != endIndex, Index(index, within: self) == nil { index = utf16.index(before: index) }
        return index
    }
}
