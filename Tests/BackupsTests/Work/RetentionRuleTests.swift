import Primitives
import Testing

@testable import Backups

struct RetentionRuleTests {
    @Test(arguments: ["", "0d", "7", "7d 7d", "7x", "-1d", "d", "1001h"]) func `What is no rule is refused`(text: String) {
        #expect(RetentionRule(text) == nil)
    }

    @Test func `A rule is read in any order`() {
        #expect(RetentionRule("4w 24h") == RetentionRule(hours: 24, weeks: 4))
        #expect(RetentionRule("24h 7d 4w 12m")?.description == "24h 7d 4w 12m")
    }

    private func hourly(days: Int) -> [BackupName] {
        // From the first hour of 2026, a Thursday.
        (0..<days * 24).map { BackupName(at: Timestamp(seconds: 1_767_225_600 + Int64($0) * 3_600 + 60)) }
    }

    @Test func `The newest is kept by every rule`() {
        let all = hourly(days: 3)
        for rule in [RetentionRule(hours: 1), RetentionRule(days: 1), RetentionRule(weeks: 1), RetentionRule(months: 1)] {
            #expect(rule.kept(of: all) == [all[all.count - 1]])
        }
        #expect(RetentionRule().kept(of: all) == [all[all.count - 1]])
    }

    @Test func `Of each hour, day, week and month the newest is kept`() {
        let all = hourly(days: 100)
        let kept = RetentionRule(hours: 24, days: 7, weeks: 4, months: 12).kept(of: all).sorted()
        #expect(kept.suffix(24) == all.suffix(24))
        let days = Set(kept.map { String($0.description.prefix(8)) })
        // Seven days, of which the last has all its hours; the ends of three weeks more, and of January, February and March.
        #expect(days.isSuperset(of: ["20260410", "20260409", "20260404", "20260405", "20260329", "20260322", "20260131", "20260228"]))
        #expect(kept.count == 24 + 6 + 2 + 3)
    }

    @Test func `A gap takes no place: what is there is kept until there is something newer`() {
        let old = hourly(days: 2)
        let late = BackupName(at: Timestamp(seconds: 1_767_225_600 + 90 * 86_400))
        let kept = RetentionRule(days: 3).kept(of: old + [late])
        #expect(kept == [old[23], old[47], late])
    }
}
