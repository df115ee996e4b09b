package import DataStore

/// The tables of the telemetry database, a file of its own: what is written there never waits for the product's writes, nor they for it.
package enum TelemetrySchema {
    package static let migrations: [Migration] =
        LogRows.migrations
        + TraceRows.migrations
        + RollupRows.migrations
        + ErrorSchema.migrations
}
