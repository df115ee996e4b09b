package import Primitives

/// Puts together what there is to know of the node's health.
package struct HealthReporter: Sendable {
    package let board: HealthBoard
    package let disk: DiskRoom
    private let alerts: AlertDesk
    private let version: String
    private let clock: WallClock
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: of this process.
    package init(
        board: HealthBoard, alerts: AlertDesk, disk: DiskRoom, version: String, clock: WallClock = .system,
        uptime: @escaping @Sendable () -> Duration = AlertWatch.systemUptime
    ) {
        self.board = board
        self.alerts = alerts
        self.disk = disk
        self.version = version
        self.clock = clock
        self.uptime = uptime
    }

    /// - Parameter isReady: whether the node can do its work at all.
    package func report(isReady: Bool) async throws -> HealthReport {
        HealthReport(
            isReady: isReady, checkedAt: clock.now(), metrics: board.readings, alerts: try await alerts.current(), disk: disk.room,
            uptimeSeconds: uptime().components.seconds, version: version)
    }
}
