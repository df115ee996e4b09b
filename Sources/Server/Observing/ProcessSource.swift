import FoundationEssentials
import Glibc
import Primitives
import Telemetry

/// The process as the system sees it (proc_pid_stat(5)).
struct ProcessSource: MetricSource {
    let startedAt: Timestamp

    func write(to text: inout MetricText) async {
        text.family(Families.startTime, Double(startedAt.milliseconds) / 1_000)
        if let bytes = Self.residentBytes { text.family(Families.memory, bytes) }
        if let threads = Self.threadCount { text.family(Families.threads, threads) }
        if let count = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            text.family(Families.descriptors, Double(count))
        }
        // Microseconds, wherever POSIX holds (clock(3)).
        text.family(Families.processor, Double(clock()) / 1_000_000)
    }

    private static var residentBytes: Double? { statusNumber("VmRSS:").map { $0 * 1_024 } }
    private static var threadCount: Double? { statusNumber("Threads:") }

    private static func statusNumber(_ name: String) -> Double? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Double($0) }
    }
}
