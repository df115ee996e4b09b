import Testing

@testable import Realtime

struct MatchPatternTests {
    @Test(arguments: [
        "(a", "a)", "*a", "a|*", "(*)", "a**", "a+*", "a{2}{3}", "[a", "[]", "[^]", "a\\", "[a\\", #"(a)\1"#, #"\bword"#, #"\u0041"#,
        "(?=a)",
        "(?i)a", "[z-a]", #"[\d-z]"#, "[[:alphabet:]]", "[[:word:]]", "a{3,2}", "a{65}", "a{99999999999999999999}",
        String(repeating: "a", count: 65), String(repeating: "(", count: 21) + String(repeating: ")", count: 21),
        "((((a{2}){9}){9}){9})", "(((((((){64}){64}){64}){64}){64}){64}){64}", String(repeating: "é", count: 129),
    ])
    func `What is not understood, or too large, is refused`(_ pattern: String) {
        let fault = #expect(throws: ChangeFault.self) { try MatchPattern(pattern, ignoresCase: false) }
        #expect(fault?.message.hasPrefix("Error parsing `filter` params: ") == true)
    }

    @Test(arguments: [
        ("", "", true), ("", "x", true), ("b", "abc", true), ("d", "abc", false), ("abc", "ab", false), ("ab", "aab", true),
        ("^b", "ab", false), ("^a", "ab", true), ("b$", "ab", true), ("a$", "ab", false), ("^$", "", true), ("^$", "a", false),
        ("^ab$", "ab", true),
        ("a$b", "ab", false), ("(^|,)b(,|$)", "a,b", true), ("(^|,)b(,|$)", "a,bc", false), ("$", "a", true), ("x*$", "a", true),
        ("^x*$", "a", false),
        ("a.c", "a\nc", true), ("a.c", "ac", false), ("^.$", "👍", true), ("^..$", "👍", false),
        ("^a*$", "", true), ("^a*$", "aaa", true), ("^a+$", "", false), ("^a?b$", "b", true), ("^a?b$", "aab", false),
        ("^a+?b$", "aab", true),
        ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "a", false), ("^a{2,}$", "aaaa", true), ("^a{0,2}$", "aa", true),
        ("^a{0,2}$", "aaa", false), ("^a{1,3}b$", "aaab", true), ("^a{0}b$", "b", true), ("^a{0}b$", "ab", false),
        ("^a{0,}b$", "aab", true),
        ("^(ab){2}$", "abab", true), ("^(ab|c){2,3}$", "abcab", true), ("^(a?){3}$", "aa", true), ("^(a*b?){2,}$", "abaab", true),
        ("a{", "a{", true),
        ("a{x}", "a{x}", true), ("^(?:a|bc)d$", "bcd", true), ("a||b", "", true), ("^(|a)b$", "b", true),
        ("^(a|b(c|d)*)+$", "abcdcda", true),
        ("[abc]d", "cd", true), ("[^abc]d", "cd", false), ("[^abc]d", "éd", true), ("[a-f]", "e", true), ("[]a]", "]", true),
        ("[^]a]", "]", false),
        ("[a-]", "-", true), ("[à-ü]", "é", true), (#"[\]\d]"#, "]", true), (#"[\d.]+$"#, "1.5", true), ("[[:alpha:]]", "é", true),
        ("^[[:digit:][:space:]]+$", "1 2", true), ("[[:punct:]]", "a", false), ("[[:punct:]]", "!", true), ("[[:upper:]]", "é", false),
        ("[[]", "[", true),
        (#"\d{4}-\d\d"#, "in 2026-01", true), (#"\D"#, "12", false), (#"^\w+$"#, "élan_1", true), (#"\W"#, "a b", true),
        (#"\s"#, "a\u{A0}b", true),
        (#"^\S+$"#, "a b", false), (#"a\.b"#, "a.b", true), (#"a\.b"#, "axb", false), (#"\n"#, "a\nb", true), (#"\\"#, #"a\b"#, true),
    ])
    func `A regular expression is searched for anywhere in the text`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try MatchPattern(pattern, ignoresCase: false).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("élan", "ÉLAN", true), ("ÉLAN", "élan", true), ("[a-z]+$", "ABC", true), ("^[^a]$", "A", false), ("[[:upper:]]", "a", true),
        (#"\W"#, "a", false), ("straße", "STRASSE", false), ("σ", "Σ", true), ("ς", "Σ", false), ("a", "b", false),
    ])
    func `Case is ignored where that is asked for`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try MatchPattern(pattern, ignoresCase: true).matches(text) == isMatch)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*b$", "(a?){30}a{30}b", "(.*)*x(.*)*y$", "^([a-zA-Z]+)*$"])
    func `No pattern takes longer than the text is long`(_ pattern: String) throws {
        let text = String(repeating: "a", count: 20_000) + "!"
        #expect(try !MatchPattern(pattern, ignoresCase: false).matches(text))
    }

    @Test func `As many characters as fit are named`() throws {
        let pattern = try MatchPattern("^a{62}$", ignoresCase: false)
        #expect(pattern.matches(String(repeating: "a", count: 62)))
        #expect(!pattern.matches(String(repeating: "a", count: 61)))
        #expect(throws: ChangeFault.self) { try MatchPattern("^a{63}$", ignoresCase: false) }
    }
}
