/// What one place of a regular expression takes: characters of a set, or an end of the text, which counts as a character there.
enum ScalarClass: Sendable, Equatable {
    case start
    case end
    case any
    case set([Member], isNegated: Bool)

    enum Member: Sendable, Equatable {
        case range(ClosedRange<UInt32>)
        case kind(Kind, isNegated: Bool)
    }

    /// A set that has a name, in brackets (`[:alpha:]`) or after a backslash (`\d`, `\w`, `\s`).
    enum Kind: String, Sendable {
        case alpha, digit, alnum, upper, lower, space, punct, word

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            let properties = scalar.properties
            switch self {
            case .alpha: return properties.isAlphabetic
            case .digit: return properties.generalCategory == .decimalNumber
            case .alnum: return Kind.alpha.contains(scalar) || Kind.digit.contains(scalar)
            case .upper: return properties.isUppercase
            case .lower: return properties.isLowercase
            case .space: return properties.isWhitespace
            case .punct:
                return scalar.value < 128 ? (33...126).contains(scalar.value) && !Kind.alnum.contains(scalar) : isPunctuation(scalar)
            case .word: return scalar == "_" || Kind.alnum.contains(scalar)
            }
        }

        private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                .otherPunctuation:
                true
            default: false
            }
        }
    }

    static func one(_ scalar: Unicode.Scalar) -> ScalarClass {
        .set([.range(scalar.value...scalar.value)], isNegated: false)
    }

    func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        switch self {
        case .start, .end: return false
        case .any: return true
        case .set(let members, let isNegated):
            let isIn = Self.holds(members, scalar) || ignoringCase && Self.otherCases(of: scalar).contains { Self.holds(members, $0) }
            return isIn != isNegated
        }
    }

    /// A letter whose other case is two letters has none that could be compared.
    private static func otherCases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { text in
            text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
        }
    }

    private static func holds(_ members: [Member], _ scalar: Unicode.Scalar) -> Bool {
        members.contains { member in
            switch member {
            case .range(let range): range.contains(scalar.value)
            case .kind(let kind, let isNegated): kind.contains(scalar) != isNegated
            }
        }
    }
}
