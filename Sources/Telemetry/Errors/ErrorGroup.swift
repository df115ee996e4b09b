import DataStore
package import Primitives

/// Who an error was given to: somebody of the workspace, by the id that they have in the product's own database.
package enum ErrorAssignee {}

/// Reports that are one error.
package struct ErrorGroup: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable, SQLConvertible, JSONWritable {
        case unresolved, resolved, ignored
    }

    package let id: ID<ErrorGroup>
    package let project: ErrorProjectID
    let title: String
    let culprit: String?
    let type: String?
    let value: String?
    let level: ErrorLevel
    package var state: State
    /// Whether it came back after it was resolved.
    package var isRegression: Bool
    package var assignee: ID<ErrorAssignee>?
    let firstSeenAt: Timestamp
    let lastSeenAt: Timestamp
    let count: Int
    let peopleCount: Int
    let firstRelease: String?
    let lastRelease: String?
    package var version: Int64
    /// Reports of each of the last 24 hours, the oldest first.
    var trend: [Int] = []

    static let trendHours = 24

    /// The first and the last in which it was seen.
    private var releases: [String] {
        firstRelease == lastRelease ? [lastRelease].compactMap(\.self) : [firstRelease, lastRelease].compactMap(\.self)
    }

    /// All but project and assignee, of which others know the names.
    package func writeMembers(to json: inout JSONWriter) {
        json.member("title", title)
        json.member("culprit", culprit)
        json.member("type", type)
        json.member("value", value)
        json.member("level", level)
        json.member("state", state)
        json.member("firstSeenAt", firstSeenAt)
        json.member("lastSeenAt", lastSeenAt)
        json.member("count", count)
        json.member("peopleCount", peopleCount)
        json.member("releases", array: releases)
        json.member("isRegression", isRegression)
        json.member("version", version)
        json.member("trend", array: trend)
    }

    package static var sample: ErrorGroup {
        let moment = Timestamp(seconds: 1_767_225_600)
        let id = ID<ErrorGroup>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
        return ErrorGroup(
            id: id, project: ErrorProjectID(7), title: "TypeError: undefined is not a function", culprit: "render in page.js",
            type: "TypeError", value: "undefined is not a function", level: .error, state: .unresolved, isRegression: false,
            assignee: ID(high: id.high, low: id.low), firstSeenAt: moment, lastSeenAt: moment, count: 12, peopleCount: 3,
            firstRelease: "shop@1.0.0", lastRelease: "shop@1.1.0", version: 1, trend: [Int](repeating: 0, count: 23) + [12])
    }
}
