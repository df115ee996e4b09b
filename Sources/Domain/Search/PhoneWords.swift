/// The digits by which a telephone number is found, however it is written.
enum PhoneWords {
    /// Shorter ones are part of a name or an address.
    private static let queryLimits = 6...20

    /// With its country, and without any that it may have: country codes have one to three digits (ITU-T E.164 §6.2.1).
    static func indexed(_ phones: String?) -> String? {
        phones.map { $0.split(separator: "\n").flatMap { words(of: $0) }.joined(separator: " ") }
    }

    private static func words(of phone: Substring) -> [String] {
        let digits = phone.replacing("(0)", with: "").filter { ("0"..."9").contains($0) }
        let isInternational = phone.contains("+") || digits.hasPrefix("00")
        let number = withoutZeros(digits)
        guard !number.isEmpty else { return [] }
        guard isInternational else { return [number] }
        return (0...3).compactMap { number.count > $0 + 3 ? String(number.dropFirst($0)) : nil }
    }

    /// The word to look for when a text is nothing but a number.
    static func word(for text: String) -> String? {
        guard text.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || " +-./()".unicodeScalars.contains($0) }) else { return nil }
        let digits = text.replacing("(0)", with: "").filter { ("0"..."9").contains($0) }
        guard queryLimits.contains(digits.count), digits.hasPrefix("0") || text.contains("+") || digits.count >= 9 else { return nil }
        return withoutZeros(digits)
    }

    private static func withoutZeros(_ digits: String) -> String { String(digits.drop { $0 == "0" }) }
}
