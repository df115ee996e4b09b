package import Primitives

/// How the sessions of one release went.
package struct ReleaseHealth: Hashable, Sendable {
    package let project: ErrorProjectID
    let release: String
    let sessions: Int
    /// With errors, and none that ended it.
    let errored: Int
    let crashed: Int
    let abnormal: Int
    /// People of each day, added up.
    let people: Int
    let crashedPeople: Int
    /// Since 1970.
    let firstDay: Int
    let lastDay: Int

    package static var sample: ReleaseHealth {
        ReleaseHealth(
            project: ErrorProjectID(7), release: "shop@1.1.0", sessions: 1_000, errored: 20, crashed: 5, abnormal: 1, people: 400,
            crashedPeople: 4, firstDay: 20_454, lastDay: 20_460)
    }

    /// All but the project, whose name others know.
    package func writeMembers(to json: inout JSONWriter) {
        json.member("release", release)
        json.member("sessions", sessions)
        json.member("errored", errored)
        json.member("crashed", crashed)
        json.member("abnormal", abnormal)
        json.member("people", people)
        json.member("crashedPeople", crashedPeople)
        json.member("crashFreeSessions", Self.rate(crashed, of: sessions))
        json.member("crashFreePeople", Self.rate(crashedPeople, of: people))
        json.member("firstDay", Day(number: Int64(firstDay)).description)
        json.member("lastDay", Day(number: Int64(lastDay)).description)
    }

    /// From 0 to 1, rounded down to a ten-thousandth, so that one crash never shows as none; `nil` of nothing.
    static func rate(_ bad: Int, of all: Int) -> Double? {
        guard all > 0 else { return nil }
        return (Double(max(0, all - bad)) / Double(all) * 10_000).rounded(.down) / 10_000
    }
}
