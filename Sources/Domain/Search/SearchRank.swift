import DataStore

/// How well a lead fits what was typed; of equals, the newest comes first.
enum SearchRank: Int, Comparable {
    /// The company is called just that.
    case name
    /// Its name begins with it.
    case beginning
    /// Its name has every term.
    case company
    /// What names it has every term: domain, contact, e-mail, telephone, tags.
    case naming
    /// A note or its analysis has some of them.
    case told

    static func < (left: SearchRank, right: SearchRank) -> Bool { left.rawValue < right.rawValue }

    init(of document: SearchDocument, for query: SearchQuery) {
        let company = Folding.fold(document.texts[.company] ?? "")
        if company == query.name {
            self = .name
        } else if company.hasPrefix(query.name) {
            self = .beginning
        } else if Self.has(query, in: [document.texts[.company]]) {
            self = .company
        } else if Self.has(query, in: SearchField.naming.map { document.texts[$0] }) {
            self = .naming
        } else {
            self = .told
        }
    }

    private static func has(_ query: SearchQuery, in texts: [String?]) -> Bool {
        query.phrases.allSatisfy { phrase in
            texts.contains { text in
                guard let text, let first = phrase.words.first, mayHave(first, in: text) else { return false }
                return has(phrase, in: SearchWords.of(text).map(\.text))
            }
        }
    }

    /// Whether a text is worth to be cut into words: most are ASCII, and do not have the first one of a phrase anywhere.
    private static func mayHave(_ word: String, in text: String) -> Bool {
        var (word, text) = (word, text)
        return text.withUTF8 { text in
            word.withUTF8 { word in
                guard text.allSatisfy({ $0 < 0x80 }) else { return true }
                guard word.count <= text.count else { return false }
                return (0...(text.count - word.count)).contains { start in
                    word.indices.allSatisfy { small(text[start + $0]) == word[$0] }
                }
            }
        }
    }

    private static func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }

    private static func has(_ phrase: SearchQuery.Phrase, in words: [String]) -> Bool {
        let (wanted, count) = (phrase.words, phrase.words.count)
        guard words.count >= count else { return false }
        return (0...(words.count - count)).contains { start in
            (0..<count).allSatisfy { place in
                let word = words[start + place]
                return phrase.isPrefix && place == count - 1 ? word.hasPrefix(wanted[place]) : word == wanted[place]
            }
        }
    }
}
