/// The texts of one lead by field; a search looks at those of hundreds, so they are found by place.
struct SearchTexts: Equatable, ExpressibleByDictionaryLiteral {
    private var texts = [String?](repeating: nil, count: SearchField.allCases.count)

    init(dictionaryLiteral elements: (SearchField, String?)...) {
        for (field, text) in elements { self[field] = text }
    }

    subscript(field: SearchField) -> String? {
        get { texts[field.position] }
        set { texts[field.position] = newValue }
    }
}
