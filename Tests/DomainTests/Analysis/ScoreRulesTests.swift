import Primitives
import Testing

@testable import Domain

@Suite struct ScoreRulesTests {
    private let whole = "signal a 100\n  fr A\n  en A\n  100 fact email\n"

    @Test(arguments: [
        ("signal a", "line 1: a signal is written"), ("signal A 10", "line 1: a signal is written"),
        ("signal a 101", "line 1: a signal is written"), ("  fr A", "line 1: a line without a signal above it"),
        ("signal a 100\n  fr A\n  100 fact email", "line 1: a needs a name in fr and in en"),
        ("signal a 100\n  fr A\n  en A\n  99 fact email", "line 1: a can't bring its weight"),
        ("signal a 100\n  fr A\n  en A\n  100 fact smell", "line 4: smell is no kind of fact"),
        ("signal a 100\n  fr A\n  en A\n  100 valid email", "line 4: email has no check digits"),
        ("signal a 100\n  fr A\n  en A\n  100 facts email none", "line 4: “facts email none” is no condition"),
        ("signal a 100\n  fr A\n  en A\n  100 updated within -1", "line 4: “updated within -1” is no condition"),
        ("signal a 100\n  fr A\n  en A\n  101 secure", "line 4: 1 to 100 points are wanted, or fr, or en"),
        ("signal a 100\n  fr A\n  en A\n  100 secure\nsignal a 1", "line 5: a stands there already"),
        ("signal a 60\n  fr A\n  en A\n  60 secure", "the weights add up to 60, not 100"),
    ])
    func `A line that is no rule is refused by its number`(text: String, reason: String) {
        let faults = #expect(throws: RuleFile.Faults.self) { try ScoreRules.parse(text) }
        #expect(faults?.faults.contains { $0.hasPrefix(reason) } == true, "\(faults?.description ?? "")")
    }

    @Test func `The first condition that holds brings its points, and none after it`() throws {
        let rules = try ScoreRules.parse("signal a 100\n  fr A\n  en A\n  7 fact phone\n  100 fact email\n")
        var facts = FactList(.english)
        #expect(score(facts, rules).total == 0)
        facts.add(.email, "a@b.example", url: "", snippet: "")
        #expect(score(facts, rules).total == 100)
        facts.add(.phone, "+33199001234", url: "", snippet: "")
        #expect(score(facts, rules).signals == [.init(id: "a", label: "A", found: true, weight: 100, points: 7, note: "+33199001234")])
    }

    @Test(arguments: [
        ("own email", Analysis.Fact.Kind.email, "a@b.example", true), ("own email", .email, "a@gmail.com", false),
        ("free email", .email, "a@gmail.com", true), ("facts social 2", .social, "https://x.com/a", false),
        ("valid siren", .siren, "012876546", true), ("online booking", .booking, "Books online (Calendly)", true),
        ("online booking", .booking, "By appointment", false), ("secure", .email, "a@b.example", false),
    ])
    func `A condition holds or does not`(condition: String, kind: Analysis.Fact.Kind, value: String, holds: Bool) throws {
        let rules = try ScoreRules.parse("signal a 100\n  fr A\n  en A\n  100 \(condition)\n")
        var facts = FactList(.english)
        facts.add(kind, value, url: "", snippet: "")
        #expect((score(facts, rules).total == 100) == holds)
    }

    @Test func `Days count to the last one, and a year alone by the year`() throws {
        let rules = try ScoreRules.parse(
            "signal a 60\n  fr A\n  en A\n  60 updated within 10\nsignal b 40\n  fr B\n  en B\n  40 dated within 1\n")
        func total(_ year: Int64, _ month: Int64, _ day: Int64, yearOnly: Bool = false) -> Int {
            let moment = FreshnessFinder.Moment(date: CivilDate(year: year, month: month, day: day), isYearOnly: yearOnly)
            return ScoreCard.score(
                FactList(.english), latestUpdate: moment, isSecure: false, language: .english,
                now: Timestamp(seconds: CivilDate(year: 2026, month: 4, day: 11).daysSinceEpoch * 86_400), rules: rules
            ).total
        }
        #expect(total(2026, 3, 31) == 0)
        #expect(total(2026, 4, 1) == 60)
        #expect(total(2025, 1, 1, yearOnly: true) == 40)
        #expect(total(2024, 1, 1, yearOnly: true) == 0)
    }

    private func score(_ facts: FactList, _ rules: [ScoreRule]) -> Analysis.Score {
        ScoreCard.score(facts, latestUpdate: nil, isSecure: false, language: .english, now: Timestamp(seconds: 0), rules: rules)
    }
}
