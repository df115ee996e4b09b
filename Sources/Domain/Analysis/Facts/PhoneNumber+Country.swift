extension PhoneNumber {
    /// How a country writes numbers without its calling code (ITU-T E.164 and the national numbering plans). The raw value is that code.
    package enum Country: String, Sendable, CaseIterable {
        case france = "33"
        case belgium = "32"
        case switzerland = "41"
        case germany = "49"
        case austria = "43"
        case unitedKingdom = "44"
        case ireland = "353"
        case netherlands = "31"
        case luxembourg = "352"
        case spain = "34"
        case portugal = "351"
        case italy = "39"
        case malta = "356"
        case greece = "30"
        case cyprus = "357"
        case denmark = "45"
        case sweden = "46"
        case norway = "47"
        case finland = "358"
        case estonia = "372"
        case latvia = "371"
        case lithuania = "370"
        case poland = "48"
        case czechia = "420"
        case slovakia = "421"
        case hungary = "36"
        case romania = "40"
        case bulgaria = "359"
        case slovenia = "386"
        case croatia = "385"
        case morocco = "212"
        case tunisia = "216"
        case japan = "81"
        case northAmerica = "1"

        /// What national numbers begin with and the international form drops.
        var trunk: String {
            switch self {
            case .spain, .italy, .luxembourg, .northAmerica, .portugal, .malta, .greece, .cyprus, .denmark, .norway, .estonia, .latvia,
                .poland, .czechia, .tunisia:
                ""
            case .hungary: "06"
            case .lithuania: "8"
            default: "0"
            }
        }

        /// Digits after calling code and trunk prefix.
        var length: ClosedRange<Int> {
            switch self {
            case .france, .switzerland, .netherlands, .spain, .portugal, .poland, .czechia, .slovakia, .romania, .morocco: 9...9
            case .belgium, .hungary, .croatia: 8...9
            case .germany, .italy: 6...11
            case .austria: 7...13
            case .unitedKingdom, .japan: 9...10
            case .ireland, .sweden, .bulgaria: 7...9
            case .luxembourg: 5...9
            case .finland: 6...12
            case .estonia: 7...8
            case .malta, .cyprus, .denmark, .norway, .latvia, .lithuania, .slovenia, .tunisia: 8...8
            case .greece, .northAmerica: 10...10
            }
        }

        init?(topLevelDomain suffix: String) {
            guard let found = Self.topLevelDomains[suffix] else { return nil }
            self = found
        }

        private static let topLevelDomains: [String: Country] = [
            "fr": .france, "re": .france, "gp": .france, "mq": .france, "bzh": .france, "paris": .france, "alsace": .france,
            "corsica": .france, "be": .belgium, "ch": .switzerland, "de": .germany, "at": .austria, "uk": .unitedKingdom, "ie": .ireland,
            "nl": .netherlands, "lu": .luxembourg, "es": .spain, "pt": .portugal, "it": .italy, "mt": .malta, "gr": .greece, "cy": .cyprus,
            "dk": .denmark, "se": .sweden, "no": .norway, "fi": .finland, "ee": .estonia, "lv": .latvia, "lt": .lithuania, "pl": .poland,
            "cz": .czechia, "sk": .slovakia, "hu": .hungary, "ro": .romania, "bg": .bulgaria, "si": .slovenia, "hr": .croatia,
            "ma": .morocco, "tn": .tunisia, "jp": .japan, "us": .northAmerica, "ca": .northAmerica,
        ]

        /// English, Spanish and Portuguese are spoken in too many countries to guess.
        init?(language: String) {
            switch language {
            case "fr": self = .france
            case "de": self = .germany
            case "nl": self = .netherlands
            case "ja": self = .japan
            case "it": self = .italy
            case "pl": self = .poland
            case "cs": self = .czechia
            case "sk": self = .slovakia
            case "hu": self = .hungary
            case "ro": self = .romania
            case "bg": self = .bulgaria
            case "el": self = .greece
            case "da": self = .denmark
            case "sv": self = .sweden
            case "nb", "no", "nn": self = .norway
            case "fi": self = .finland
            case "et": self = .estonia
            case "lv": self = .latvia
            case "lt": self = .lithuania
            case "sl": self = .slovenia
            case "hr": self = .croatia
            case "mt": self = .malta
            default: return nil
            }
        }
    }
}
