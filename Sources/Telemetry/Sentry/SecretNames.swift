/// Names of members, headers and parameters whose values nobody may read: any that holds one of these words.
enum SecretNames {
    /// By their first byte: a report has hundreds of names, and nearly all are told from these by that.
    private static let words: [[[UInt8]]] = {
        var words = [[[UInt8]]](repeating: [], count: 256)
        let all = [
            "password", "passwd", "passphrase", "pwd", "secret", "token", "authorization", "cookie", "apikey", "privatekey", "credential",
            "csrf", "xsrf", "creditcard", "cardnumber", "cvc", "cvv", "sessionid",
        ]
        for word in all.map({ Array($0.utf8) }) { words[Int(word[0])].append(word) }
        return words
    }()

    /// - Parameter name: in small letters, without signs.
    static func contains(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { name in
            name.indices.contains { start in
                words[Int(name[start])].contains { name[start...].starts(with: $0) }
            }
        }
    }
}
