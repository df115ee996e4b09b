import DataStore
import Primitives

/// The rules that there are. What each looks at is fixed; from which value on and for how long can be set.
package enum AlertRuleName: String, CaseIterable, Sendable, Codable, SQLConvertible, JSONWritable {
    // The three of the product
    case leadToReady
    case jobFailureRate
    case apiLatency
    // The machine
    case diskSpace
    case walGrowing
    case clockSkew
    case certificate
    // The work
    case queueStuck
    case smtpFailing
    case errorSpike
    // The backups
    case backupAge
    case restoreDrill

    package var unit: AlertUnit {
        switch self {
        case .leadToReady, .queueStuck: .minutes
        case .jobFailureRate, .diskSpace: .ratio
        case .apiLatency, .clockSkew: .seconds
        case .walGrowing: .bytes
        case .certificate: .days
        case .backupAge: .hours
        case .smtpFailing, .errorSpike, .restoreDrill: .count
        }
    }

    /// Whether a value below the threshold is the bad one.
    package var isBelow: Bool {
        switch self {
        case .diskSpace, .certificate: true
        default: false
        }
    }

    /// As it is until somebody sets it otherwise. One about what a node does not have looks at nothing and stays quiet.
    package var standard: AlertRule {
        switch self {
        case .leadToReady: AlertRule(self, threshold: HealthMetric.leadToReady.target ?? 10, for: 300, resolve: 300, .warning)
        case .jobFailureRate: AlertRule(self, threshold: HealthMetric.jobFailureRate.target ?? 0.05, for: 300, resolve: 300, .warning)
        case .apiLatency: AlertRule(self, threshold: HealthMetric.apiLatency.target ?? 1.2, for: 300, resolve: 300, .warning)
        case .diskSpace: AlertRule(self, threshold: 0.05, for: 60, resolve: 300, .critical)
        case .walGrowing: AlertRule(self, threshold: 256 * 1_048_576, for: 300, resolve: 300, .warning)
        case .clockSkew: AlertRule(self, threshold: 5, for: 0, resolve: 60, .warning)
        case .certificate: AlertRule(self, threshold: 14, for: 60, resolve: 60, .critical)
        case .queueStuck: AlertRule(self, threshold: 15, for: 60, resolve: 120, .critical)
        case .smtpFailing: AlertRule(self, threshold: 2, for: 0, resolve: 0, .critical)
        case .errorSpike: AlertRule(self, threshold: 0, for: 60, resolve: 600, .warning)
        case .backupAge: AlertRule(self, threshold: 26, for: 600, resolve: 0, .critical)
        case .restoreDrill: AlertRule(self, threshold: 0, for: 0, resolve: 0, .critical)
        }
    }

    /// What is the matter, as a headline.
    package var title: String {
        switch self {
        case .leadToReady: "Leads take too long to be ready"
        case .jobFailureRate: "Too many jobs fail"
        case .apiLatency: "The API answers slowly"
        case .diskSpace: "The disk is nearly full"
        case .walGrowing: "The database's log of writes grows"
        case .clockSkew: "The clock has jumped"
        case .certificate: "The certificate expires soon"
        case .queueStuck: "A queue is stuck"
        case .smtpFailing: "Mail can't be sent"
        case .errorSpike: "Errors come in much faster than usual"
        case .backupAge: "The last backup is old"
        case .restoreDrill: "A backup could not be restored"
        }
    }

    /// What is most likely behind it.
    package var cause: String {
        switch self {
        case .leadToReady:
            "Analyses wait for each other: the analyzer or the sites are slow, or too few run at a time (ANALYSIS_CONCURRENCY)."
        case .jobFailureRate: "A service that jobs call is down or refuses, or the version that was installed last has a fault."
        case .apiLatency: "The disk or the processor is busy with something else, or there is not enough memory and the machine swaps."
        case .diskSpace: "Files, the trash or backups have grown, or another program fills the same disk."
        case .walGrowing:
            "Something reads an old state of the database for very long, such as a copy or an export, so the log can't be folded in."
        case .clockSkew: "Time synchronisation has stopped and set the clock at once, or the virtual machine was asleep."
        case .certificate: "The renewal of the certificate has failed, or its new files are not where the node looks."
        case .queueStuck: "Nothing takes jobs of this queue: its workers are gone, or the jobs before it hang."
        case .smtpFailing: "The mail server is down, refuses the sign-in, or can't be reached from here."
        case .errorSpike: "A release with a fault, or a service on which many requests depend, is failing."
        case .backupAge: "The scheduled backup did not run or did not finish; its job has the reason."
        case .restoreDrill: "The backup is damaged or incomplete. Until one restores again, there is none."
        }
    }

    /// What to type on the server first.
    package var command: String {
        switch self {
        case .leadToReady: "uprising jobs stats"
        case .jobFailureRate: "uprising jobs list --state failed"
        case .apiLatency: "vmstat 5 3"
        case .diskSpace: "df -h && du -xh --max-depth=2 / 2>/dev/null | sort -h | tail -20"
        case .walGrowing: "uprising health"
        case .clockSkew: "timedatectl timesync-status"
        case .certificate: "uprising doctor"
        case .queueStuck: "uprising jobs stats"
        case .smtpFailing: "uprising mail test YOU@EXAMPLE.COM"
        case .errorSpike: "journalctl -u 'uprising@*' --since -1h | grep '\"level\":\"error\"'"
        case .backupAge: "uprising backup list"
        case .restoreDrill: "uprising backup drill"
        }
    }

    func summary(_ value: Double?, against rule: AlertRule) -> String {
        guard let value else { return title }
        return "\(title): \(unit.text(value)), \(isBelow ? "at least" : "at most") \(unit.text(rule.threshold)) is wanted"
    }
}
