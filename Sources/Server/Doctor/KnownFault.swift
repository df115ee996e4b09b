import Primitives

/// A fault of versions of a library that this node uses, by the library's own advisory.
///
/// Versions are those of the library's authors. Distributions mend older ones under the old number, so a hit says where to look.
struct KnownFault: Hashable, Sendable {
    let library: String
    /// The first version with it.
    let since: String
    let fixedIn: String
    let advisory: String
    let effect: String
    /// Why this node does not meet it; `nil` where it may.
    let avoidedBy: String?

    static let all = [
        KnownFault(
            library: "SQLite", since: "3.7.0", fixedIn: "3.51.3", advisory: "the WAL-reset bug (sqlite.org/wal.html)",
            effect: "two connections that write or checkpoint at the same moment can damage a database",
            avoidedBy: "one connection of one process writes and checkpoints"),
        KnownFault(
            library: "libcurl", since: "7.34.0", fixedIn: "7.64.0", advisory: "CVE-2019-3823",
            effect: "a mail server's last answer may be read past its end", avoidedBy: nil),
        KnownFault(
            library: "libcurl", since: "7.20.0", fixedIn: "7.79.0", advisory: "CVE-2021-22947",
            effect: "who is in between may put in answers before STARTTLS", avoidedBy: nil),
        KnownFault(
            library: "libcurl", since: "7.30.0", fixedIn: "8.21.0", advisory: "CVE-2026-8286",
            effect: "a connection by STARTTLS may be used again for other settings of TLS",
            avoidedBy: "a node has one mail server and one setting"),
        KnownFault(
            library: "zlib", since: "0", fixedIn: "1.2.12", advisory: "CVE-2018-25032", effect: "packing certain bytes damages memory",
            avoidedBy: nil),
        KnownFault(
            library: "brotli", since: "0", fixedIn: "1.0.9", advisory: "CVE-2020-8927", effect: "unpacking more than 2 GiB at once crashes",
            avoidedBy: "the node unpacks in small parts"),
        KnownFault(
            library: "libxml2", since: "0", fixedIn: "2.9.11", advisory: "CVE-2021-3517",
            effect: "certain pages may be read past their end",
            avoidedBy: nil),
    ]

    func concerns(_ linked: LinkedLibrary) -> Bool {
        guard linked.name == library else { return false }
        let version = Self.numbers(linked.version)
        return !Self.isBefore(version, Self.numbers(since)) && Self.isBefore(version, Self.numbers(fixedIn))
    }

    private static func isBefore(_ one: [Int], _ other: [Int]) -> Bool { one.lexicographicallyPrecedes(other) }

    /// What follows the numbers is a distribution's: `7.88.1-DEV`.
    private static func numbers(_ version: String) -> [Int] {
        var numbers: [Int] = []
        for part in version.split(separator: ".") {
            let digits = part.prefix { $0.isNumber }
            guard let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < part.count { break }
        }
        return numbers
    }
}
