import Primitives

/// Names of languages for sentences; rare ones keep their code.
enum LanguageNames {
    static func name(_ code: String, in language: Language) -> String {
        guard let names = names[code] else { return code }
        return language(names.french, names.english)
    }

    private static let names: [String: (french: String, english: String)] = [
        "fr": ("français", "French"), "en": ("anglais", "English"), "de": ("allemand", "German"), "es": ("espagnol", "Spanish"),
        "it": ("italien", "Italian"), "nl": ("néerlandais", "Dutch"), "pt": ("portugais", "Portuguese"), "ja": ("japonais", "Japanese"),
        "zh": ("chinois", "Chinese"), "ko": ("coréen", "Korean"), "ar": ("arabe", "Arabic"), "he": ("hébreu", "Hebrew"),
        "ru": ("russe", "Russian"),
        "pl": ("polonais", "Polish"), "br": ("breton", "Breton"), "ca": ("catalan", "Catalan"), "eu": ("basque", "Basque"),
    ]
}
