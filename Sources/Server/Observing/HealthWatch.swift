import AsyncAlgorithms
import HTTPServing
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
    let certificate: ServingCertificate?
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
        lookAtCertificate()
        await alerts.runOnce()
    }

    private func lookAtCertificate() {
        guard let certificate else { return }
        switch certificate.look() {
        case .unchanged, .changing:
            return
        case .taken(let loaded):
            Logger.current.notice(
                "New connections get the certificate that its files hold now",
                metadata: ["file": "\(certificate.files.chain)", "validUntil": "\(loaded.validUntil)"])
        case .refused(let fault):
            Logger.current.error(
                "The files of the certificate have changed and can't be served; the one before stays",
                metadata: ["setting": "\(fault.setting.rawValue)", "reason": "\(fault)"])
        }
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
