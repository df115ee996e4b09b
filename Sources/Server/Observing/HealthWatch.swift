import AsyncAlgorithms
import Logging
import ServiceLifecycle
import Telemetry

/// Measures, writes down and judges, every ten seconds, as long as the node runs.
struct HealthWatch: Service {
    private static let interval = Duration.seconds(10)

    let board: HealthBoard
    let queues: QueueSample
    let disk: DiskRoom
    let alerts: AlertWatch
    let deadMan: DeadManSwitch
    let logger: Logger

    func run() async throws {
        await withLogger(logger) { _ in
            await attempt("the last hour") { try await board.load() }
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await runOnce()
                    for await _ in AsyncTimerSequence(interval: Self.interval, clock: .continuous).cancelOnGracefulShutdown() {
                        await runOnce()
                    }
                    await attempt("the last slot") { try await board.seal(mayWrite: !disk.isScarce) }
                }
                group.addTask {
                    for await _ in AsyncTimerSequence(interval: DeadManSwitch.interval, clock: .continuous).cancelOnGracefulShutdown() {
                        await attempt("the sign of life") { try await deadMan.runOnce() }
                    }
                }
            }
        }
    }

    /// One round; what fails is told and tried again in the next.
    func runOnce() async {
        await attempt("queues") { board.set(queues: try await queues.take()) }
        await attempt("the history") { try await board.seal(mayWrite: !disk.isScarce) }
        await alerts.runOnce()
    }

    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            return
        } catch {
            Logger.current.warning("Health was not measured", metadata: ["of": "\(what)", "error": "\(error)"])
        }
    }
}
