import Testing

@testable import Telemetry

struct AlertStateMachineTests {
    private static let rule = AlertRule(.leadToReady, threshold: 10, for: 300, resolve: 120, .warning)

    @Test func `What is not bad for long enough never fires`() {
        var machine = AlertStateMachine()
        #expect(machine.step(.bad, by: Self.rule, at: .seconds(0)) == .began)
        #expect(machine.step(.bad, by: Self.rule, at: .seconds(299)) == nil)
        #expect(machine.step(.good, by: Self.rule, at: .seconds(300)) == .dropped)
        #expect(machine.step(.bad, by: Self.rule, at: .seconds(310)) == .began)
        #expect(machine.step(.unknown, by: Self.rule, at: .seconds(900)) == .dropped)
    }

    @Test func `A value that swings around the threshold makes one alert, not many`() {
        var machine = AlertStateMachine()
        var changes: [AlertStateMachine.Transition] = []
        for second in 0..<3_600 {
            // Above, and between the threshold and where it is well again, in turns once it fires; well again now and then, but not for long.
            let level: AlertRule.Level = second < 400 ? .bad : second % 3 == 0 ? .bad : second % 100 == 1 ? .good : .between
            if let change = machine.step(level, by: Self.rule, at: .seconds(second)) { changes.append(change) }
        }
        #expect(changes == [.began, .fired])
    }

    @Test func `It is over when it was well for long enough, and not because nothing is known`() {
        var machine = AlertStateMachine(isFiring: true)
        #expect(machine.step(.unknown, by: Self.rule, at: .seconds(0)) == nil)
        #expect(machine.step(.good, by: Self.rule, at: .seconds(10)) == nil)
        #expect(machine.step(.between, by: Self.rule, at: .seconds(100)) == nil)
        #expect(machine.step(.good, by: Self.rule, at: .seconds(110)) == nil)
        #expect(machine.step(.good, by: Self.rule, at: .seconds(229)) == nil)
        #expect(machine.step(.good, by: Self.rule, at: .seconds(230)) == .resolved)
    }

    @Test func `Without a time to wait it fires and is over at once`() {
        var machine = AlertStateMachine()
        let rule = AlertRule(.smtpFailing, threshold: 2, for: 0, resolve: 0, .critical)
        #expect(machine.step(.bad, by: rule, at: .zero) == .fired)
        #expect(machine.step(.good, by: rule, at: .seconds(1)) == .resolved)
    }

    @Test(arguments: [(11.0, AlertRule.Level.bad), (10, .between), (9.5, .between), (9, .good), (0, .good)])
    func `Well again is a tenth better than the threshold`(value: Double, level: AlertRule.Level) {
        #expect(Self.rule.level(of: value) == level)
    }

    @Test(arguments: [(0.049, AlertRule.Level.bad), (0.05, .between), (0.054, .between), (0.06, .good)])
    func `Of what is to be large, less is bad`(value: Double, level: AlertRule.Level) {
        #expect(AlertRuleName.diskSpace.standard.level(of: value) == level)
    }

    @Test func `What is no number is not known`() {
        #expect(Self.rule.level(of: nil) == .unknown)
        #expect(Self.rule.level(of: .nan) == .unknown)
    }
}
