package import Backups
package import Identity
package import Portability
package import Primitives
package import Telemetry

/// What a node answers to its operator.
package enum ControlAnswer: Codable, Sendable {
    /// Someone in one workspace.
    package struct User: Codable, Sendable {
        package let email: String
        package let name: String
        package let workspace: String
        package let role: Role
        package let lastSeenAt: Timestamp?
    }

    /// The keys of a workspace, to be shown to its operator.
    package struct Keys: Codable, Sendable {
        package struct Texts: Codable, Sendable {
            package let jwt: String
            package let opaque: String
        }

        package let workspace: String
        package let anon: Texts
        package let service: Texts
        /// With which the workspace's access tokens are signed (HS256), for programs that verify them.
        package let jwtSecret: String
    }

    /// A key that was begun.
    package struct Generation: Codable, Sendable {
        package let purpose: KeyPurpose
        package let number: Int
    }

    /// What a check of everything read and found.
    package struct Verification: Codable, Sendable {
        package let fileCount: Int
        package let byteCount: Int64
        /// All there were; more than are listed, when a folder is lost.
        package let faultCount: Int
        /// One line each, with the path of the file or the name of the table.
        package let faults: [String]
        /// Files that no row refers to: not wrong, and removed by the next sweep.
        package let orphanCount: Int
    }

    case setupLink(url: String, expiresAt: Timestamp)
    /// The only time that the token's text is seen.
    case token(id: ID<APIToken>, text: String, name: String, workspace: String)
    case workspaceKeys(Keys)
    case rotated([Generation])
    case users([User])
    case signInLink(url: String, expiresAt: Timestamp)
    case roomAccess(url: String, key: String)
    case jobs([JobLine])
    case job(JobSheet)
    case queues([QueueLine])
    /// How many jobs were; where to go on when there may be more.
    case retried(Int, rest: JobsRequest.Place?)
    case verification(Verification)
    case health(HealthReport)
    /// A report a workspace.
    case ledger([LedgerReport])
    case ledgerPart(LedgerPart)
    case backup(BackupRun)
    case portability(PortabilityReport)
    case done
    case refused(code: FailureCode, message: String)
}
