import FoundationEssentials
import Logging
import Primitives
import Telemetry

/// The folder in which a process that crashes leaves a report, for the next one to read.
struct CrashFolder: Sendable {
    /// Reports that are read at a time; a process that crashes in a loop leaves more, which wait.
    private static let limit = 5
    /// Read ones that stay, for people.
    private static let keptLimit = 10
    private static let byteLimit = 1_048_576
    private static let mark = ".read"

    struct Waiting {
        let path: String
        let report: CrashReport
    }

    let path: String

    /// Makes the folder: the backtracer writes into one that is there.
    func prepare() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Those that nobody has read, the oldest first.
    func waiting() -> [Waiting] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasSuffix(Self.mark) && !$0.hasPrefix(".") }.sorted().prefix(Self.limit).compactMap { name in
            let file = "\(path)/\(name)"
            guard let bytes = FileManager.default.contents(atPath: file),
                let facts = try? FileManager.default.attributesOfItem(atPath: file),
                let written = facts[.modificationDate] as? Date
            else { return nil }
            return Waiting(
                path: file,
                report: CrashReport(
                    text: String(decoding: bytes.prefix(Self.byteLimit), as: UTF8.self),
                    at: Timestamp(microseconds: Int64(written.timeIntervalSince1970 * 1_000_000))))
        }
    }

    /// Marks a report as read, and takes the oldest ones away.
    func done(_ waiting: Waiting) {
        try? FileManager.default.moveItem(atPath: waiting.path, toPath: waiting.path + Self.mark)
        let read = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(Self.mark) }.sorted()
        for name in read.dropLast(Self.keptLimit) { try? FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    }
}
