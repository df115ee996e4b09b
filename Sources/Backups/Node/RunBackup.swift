package import DataStore
package import JobQueue
import Logging
import Primitives

/// Makes the backup, or does the drill, that a row of `backup_run` asks for.
package struct RunBackup: Job {
    package static let kind = "run_backup"
    package static let queue: QueueName = "backup"
    package static let maxAttempts = 3
    /// Terabytes on a slow disk.
    package static let timeout: Duration = .hours(48)
    package static let backoff = Backoff.steps([.minutes(5), .minutes(30)])

    let run: ID<BackupRun>

    package var uniqueness: Uniqueness? { Uniqueness(key: run.description, onConflict: .keep) }
}

/// Runs ``RunBackup``.
package struct RunBackupHandler: JobHandler {
    private let backups: NodeBackups

    package init(backups: NodeBackups) { self.backups = backups }

    package func run(_ job: RunBackup, context: JobContext) async throws -> JobOutcome {
        do {
            if let run = try await backups.perform(job), let fault = run.fault {
                context.logger.error("A backup or drill has faults", metadata: ["kind": "\(run.kind.rawValue)", "fault": "\(fault)"])
            }
            return .done
        } catch let error as BackupError where [.key, .unknown, .occupied, .place].contains(error.code) {
            // A person has to do something first.
            context.logger.error("A backup or drill was refused", metadata: ["error": "\(error)"])
            return .cancel(reason: error)
        } catch let error as BackupError {
            context.logger.error("A backup or drill failed", metadata: ["error": "\(error)", "attempt": "\(context.attempt)"])
            throw error
        }
    }

    package func gaveUp(_ job: RunBackup, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {
        try backups.gaveUp(job.run, reason: reason, in: tx)
    }
}
