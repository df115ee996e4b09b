package import Logging

extension Logger.Level {
    /// OpenTelemetry's severity number (Logs Data Model, "Mapping of SeverityNumber"): notice is INFO2, critical is FATAL.
    package var severity: Int {
        switch self {
        case .trace: 1
        case .debug: 5
        case .info: 9
        case .notice: 10
        case .warning: 13
        case .error: 17
        case .critical: 21
        }
    }
}
