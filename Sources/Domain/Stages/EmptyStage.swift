package import JobQueue
import Primitives

/// Goes on emptying a stage whose deletion was cut off.
package struct EmptyStage: Job {
    package static let kind = "empty_stage"
    package static let queue: QueueName = "reminders"
    package static let maxAttempts = 5
    /// Far more than a stage of a million leads takes.
    package static let timeout = Duration.hours(1)

    let stageID: ID<Stage>
    let targetID: ID<Stage>
}

/// Runs ``EmptyStage``.
package struct EmptyStageHandler: JobHandler {
    let stages: StageDesk

    package init(stages: StageDesk) {
        self.stages = stages
    }

    package func run(_ job: EmptyStage, context: JobContext) async throws -> JobOutcome {
        _ = try await stages.empty(job.stageID, into: job.targetID, by: .node, trace: context.traceID)
        return .done
    }
}
