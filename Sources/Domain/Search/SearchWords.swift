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

    private struct Cutter {
        let limit: Int
        var words: [SearchWord] = []
        private var position = 0
        private var word = String.UnicodeScalarView()
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
                if word.count < wordLimit { word.append(scalar) }
            case .mark:
                if !word.isEmpty {
                    if word.count < wordLimit { word.append(scalar) }
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

        mutating func endWord() {
            guard !word.isEmpty else { return }
            let folded = Folding.fold(String(word))
            if !folded.isEmpty { words.append(SearchWord(text: folded, range: wordStart..<lengthOfWord())) }
            word = String.UnicodeScalarView()
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
                self = (48...57).contains(value) || (65...90).contains(value) || (97...122).contains(value) ? .letter : .sign
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
