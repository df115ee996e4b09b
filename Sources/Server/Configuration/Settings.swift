package import Backups
package import Blobs
package import Domain
package import Identity
package import JobQueue
package import Logging
package import Mail
package import Primitives
package import Telemetry
package import WebAPI

/// What is in force on this node, checked.
package struct Settings: Sendable {
    package let profile: Profile
    package let host: String
    /// 0 takes any free port.
    package let port: Int
    /// Absent where the node speaks plain HTTP, to a proxy that speaks TLS.
    package let tls: TLSSettings?
    /// Where browsers reach the page, without a slash at the end; from it follow links in mails and the `Origin` that is accepted.
    package let appURL: String?
    package let dataFolder: String
    package let databasePath: String?
    /// Absent in the local profile, where the node makes one and keeps it in the data folder.
    package let secret: RootSecret?
    /// Absent in the local profile unless it is given: then mails stay in the dev mailbox.
    package let smtp: SMTPSettings?
    package let mailFrom: EmailAddress?
    package let signUp: SignUpPolicy
    /// What someone is who comes in by the sign-up policy.
    package let signUpRole: Role
    /// Where links of stock clients may lead.
    package let redirectPatterns: [RedirectPattern]
    package let linkVisit: AuthSettings.LinkVisit
    package let trustedProxies: TrustedProxies
    package let signInLimits: SignInLimits
    package let allowsPrivateSites: Bool
    package let analysisConcurrency: Int
    package let analyzer: AnalyzerSettings
    package let jobRetention: JobRetention
    package let storageLimits: StorageLimits
    /// Of one import's file.
    package let importBytes: Int64
    /// How long leads and projects can be brought back from the trash.
    package let leadTrashRetention: Duration
    /// How long a mail waits for whether its notification is read on the page.
    package let notificationMailDelay: Duration
    /// Whether whoever has a key may join channels by any name, as stock clients do out of the box.
    package let allowsPublicChannels: Bool
    /// Broadcasts that one socket may send.
    package let realtimeMessagesPerSecond: Int
    /// Of all reports of errors, as they are kept.
    package let errorsBytes: Int
    /// Where the node's own errors are sent on to.
    package let sentryDSN: SentryDSN?
    package let backups: BackupSettings
    package let logLevel: Logger.Level
    package let logFormat: LogFormat
    package let observing: ObservingSettings
    /// What `/metrics` asks for; without one it answers programs on this machine alone.
    package let metricsToken: Secret?
    /// What the browser is told, by variable name.
    package let publicVariables: [String: String]
    /// Every setting with its value, masked where secret, and its source; for people.
    package let report: [ReportLine]

    package struct ReportLine: Sendable, Hashable {
        package let name: String
        package let value: String
        package let source: String
    }
}

/// Everything that is wrong with the configuration, each fault naming its key and the remedy.
package struct ConfigurationFaults: Error, Sendable, CustomStringConvertible {
    /// sysexits.h: the configuration is in error.
    package static let exitStatus: Int32 = 78

    package let profile: Profile
    package let faults: [String]

    package var description: String {
        let count = faults.count == 1 ? "one fault" : "\(faults.count) faults"
        return "The configuration of the profile \(profile.rawValue) has \(count):\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
    }
}
