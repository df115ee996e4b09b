import Primitives

/// Cuts a text into the words by which it is found: letters and digits between signs, folded.
///
/// Scripts that write no spaces (Han, Kana, Thai, Lao, Khmer, Burmese) are cut into every two signs that stand together, and the last one, so that any part
/// of a run is found: "京都" in "東京都". A picture is a word of its own.
enum SearchWords {
    /// A longer run of letters is cut: nobody types it.
    private static let wordLimit = 64

    /// - Parameter limit: how many at most.
    static func of(_ text: String, limit: Int = .max) -> [SearchWord] {
        if let words = asciiWords(of: text, limit: limit) { return words }
        var cutter = Cutter(limit: limit)
        for scalar in text.unicodeScalars {
            guard cutter.words.count < limit else { break }
            cutter.take(scalar)
        }
        cutter.endWord()
        cutter.endRun()
        return Array(cutter.words.prefix(limit))
    }

    /// The words of a text as the index takes them.
    static func indexed(_ text: String?) -> String? {
        // The index itself cuts ASCII at signs and folds its case.
        guard let text, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return of(text).map(\.text).joined(separator: " ")
    }

    /// The same by bytes, of a text that is ASCII alone, as most are: a search cuts up thousands. `nil` of another.
    private static func asciiWords(of text: String, limit: Int) -> [SearchWord]? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            var words: [SearchWord] = []
            var start: Int?
            for place in 0...bytes.count where words.count < limit {
                if place < bytes.count, isLetter(bytes[place]) {
                    start = start ?? place
                } else if let begin = start {
                    let range = begin..<min(place, begin + wordLimit)
                    words.append(SearchWord(text: Folding.fold(String(decoding: bytes[range], as: UTF8.self)), range: range))
                    start = nil
                }
            }
            return words
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private struct Cutter {
        let limit: Int
        var words: [SearchWord] = []
        private var position = 0
        private var word = String.UnicodeScalarView()
        /// In scalars; the view counts them one by one.
        private var wordLength = 0
        private var wordStart = 0
        /// Signs of a script without spaces that stand together.
        private var run: [(text: String, range: Range<Int>)] = []

        init(limit: Int) {
            self.limit = limit
        }

        mutating func take(_ scalar: Unicode.Scalar) {
            let range = position..<(position + (scalar.value > 0xFFFF ? 2 : 1))
            position = range.upperBound
            switch Kind(scalar) {
            case .letter:
                endRun()
                if word.isEmpty { wordStart = range.lowerBound }
                lengthen(by: scalar)
            case .mark:
                if !word.isEmpty {
                    lengthen(by: scalar)
                } else if let last = run.popLast() {
                    run.append((last.text + String(scalar), last.range.lowerBound..<range.upperBound))
                }
            case .unspaced:
                endWord()
                run.append((Folding.fold(String(scalar)), range))
                if run.count > limit { endRun() }
            case .picture:
                endWord()
                endRun()
                words.append(SearchWord(text: String(scalar), range: range))
            case .joiner: break
            case .sign:
                endWord()
                endRun()
            }
        }

        private mutating func lengthen(by scalar: Unicode.Scalar) {
            guard wordLength < wordLimit else { return }
            word.append(scalar)
            wordLength += 1
        }

        mutating func endWord() {
            guard !word.isEmpty else { return }
            let folded = Folding.fold(String(word))
            if !folded.isEmpty { words.append(SearchWord(text: folded, range: wordStart..<lengthOfWord())) }
            word = String.UnicodeScalarView()
            wordLength = 0
        }

        mutating func endRun() {
            guard let last = run.last else { return }
            for (first, second) in zip(run, run.dropFirst()) {
                words.append(SearchWord(text: first.text + second.text, range: first.range.lowerBound..<second.range.upperBound))
            }
            words.append(SearchWord(text: last.text, range: last.range, closesRun: run.count > 1))
            run = []
        }

        private func lengthOfWord() -> Int { wordStart + word.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) } }
    }

    private enum Kind {
        case letter, mark, unspaced, picture, joiner, sign

        init(_ scalar: Unicode.Scalar) {
            let value = scalar.value
            if value < 0x80 {
                self = SearchWords.isLetter(UInt8(value)) ? .letter : .sign
                return
            }
            if Self.isUnspaced(value) {
                self = .unspaced
                return
            }
            self =
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber:
                    .letter
                case .nonspacingMark, .spacingMark, .enclosingMark: .mark
                case .otherSymbol, .modifierSymbol: scalar.properties.isEmoji ? .picture : .sign
                case .format: .joiner
                default: .sign
                }
        }

        /// Letters of the scripts that write no spaces (UAX #29 §6.2), by block.
        private static func isUnspaced(_ value: UInt32) -> Bool {
            switch value {
            case 0x0E01...0x0E30, 0x0E40...0x0E46, 0x0E81...0x0EB0, 0x0EC0...0x0EC6, 0x1000...0x102A, 0x1780...0x17B3, 0x3005...0x3007,
                0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
                0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
                true
            default: false
            }
        }
    }
}
