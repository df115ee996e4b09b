import Primitives

/// How long codes and tokens live, and how often they may be asked for and tried.
package struct SignInLimits: Sendable {
    package var codeLifetime: Duration = .minutes(10)
    /// Between two codes to one address; zero is no limit.
    package var codeInterval: Duration = .seconds(60)
    /// To one address; 0 is no limit.
    package var codesPerHour = 5
    /// Wrong tries after which a code is void: five of a million.
    package var attemptsPerCode = 5
    /// Of one remote; 0 is no limit.
    package var requestsPerFiveMinutes = 30
    /// Of one remote; 0 is no limit.
    package var verificationsPerFiveMinutes = 30
    package var accessTokenLifetime: Duration = .seconds(3_600)
    /// After a refresh, how long an older refresh token still gets the current one.
    package var reuseInterval: Duration = .seconds(10)

    package init() {}
}
