/// What is kept of logs and traces.
package struct ObservingSettings: Sendable {
    /// Absent for standard error.
    let logFile: String?
    /// Of one file, and how many are kept beside it.
    let logFileBytes: Int64
    let logFileCount: Int
    /// 0 keeps none.
    let logWindowBytes: Int64
    /// 0 traces nothing.
    let traceStoreBytes: Int64
    /// Of traces that are neither slow nor failed, 0 to 1.
    let traceShare: Double
    let slowRequest: Duration
}
