import DataStore
import Glibc
import Telemetry

extension Settings {
    /// The log as the settings want it.
    ///
    /// - Throws: ``ConfigurationFaults`` when the file can't be written.
    func logs(window: LogWindow?, errors: OwnErrors) throws -> Logs {
        guard let path = observing.logFile else {
            return Logs(
                format: logFormat, level: logLevel, descriptor: STDERR_FILENO, isColored: isatty(STDERR_FILENO) == 1, window: window,
                errors: errors)
        }
        do {
            let file = try LogFile(path: path, byteLimit: observing.logFileBytes, count: observing.logFileCount)
            return Logs(format: logFormat, level: logLevel, to: file, window: window, errors: errors)
        } catch {
            throw ConfigurationFaults(profile: profile, faults: ["\(error)"])
        }
    }
}

extension ObservingSettings {
    var window: LogWindow? { logWindowBytes > 0 ? LogWindow(byteLimit: logWindowBytes) : nil }

    func traces(of telemetry: Store) -> TraceBook? {
        guard traceStoreBytes > 0 else { return nil }
        let sampling = TailSampling(share: traceShare, slowRequest: slowRequest, seed: telemetry.epoch)
        return TraceBook(sampling, byteLimit: traceStoreBytes)
    }
}
