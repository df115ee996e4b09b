import NIOCore
import NIOPosix
import Primitives

/// What the doctor found.
struct DoctorReport: Sendable {
    struct Line: Hashable, Sendable {
        let check: String
        let finding: DoctorFinding
    }

    /// For one check; all run at once, so the whole takes hardly longer.
    static let patience = Duration.seconds(6)

    /// Never shut down: a thread that waits for a name server can't be called back, and the process ends soon.
    private static let pool = {
        let pool = NIOThreadPool(numberOfThreads: 16)
        pool.start()
        return pool
    }()

    let lines: [Line]

    var state: DoctorState { lines.map(\.finding.state).max() ?? .ok }

    init(lines: [Line]) {
        self.lines = lines
    }

    /// Runs all checks at once, and waits for none longer than ``patience``.
    static func of(_ checks: [any DoctorCheck], patience: Duration = patience) async -> DoctorReport {
        let lines = await withTaskGroup(of: (Int, [Line]).self) { group in
            for (place, check) in checks.enumerated() {
                group.addTask { (place, await Self.lines(of: check, patience: patience)) }
            }
            return await group.reduce(into: [Int: [Line]]()) { $0[$1.0] = $1.1 }
        }
        return DoctorReport(lines: checks.indices.flatMap { lines[$0] ?? [] })
    }

    private static func lines(of check: any DoctorCheck, patience: Duration) async -> [Line] {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: [DoctorFinding].self)
        pool.submit { state in
            guard state == .active else { return promise.succeed([]) }
            do {
                promise.succeed(try check.run())
            } catch {
                promise.succeed([
                    .fail("can't be looked at: \(NodeFault(describing: error))", mend: "see what stands in the way, then run this again")
                ])
            }
        }
        // Whichever is first counts.
        let end = loop.scheduleTask(in: .init(patience)) {
            promise.succeed([
                .warn("not known: it took longer than \(patience.inSeconds)", mend: "run this again when the machine is less busy")
            ])
        }
        let findings = (try? await promise.futureResult.get()) ?? []
        end.cancel()
        return findings.map { Line(check: check.name, finding: $0) }
    }
}

extension DoctorReport: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("state", state.rawValue)
            json.member("checks", array: lines)
        }
    }
}

extension DoctorReport.Line: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("check", check)
            json.member("state", finding.state.rawValue)
            json.member("found", finding.words)
            json.member("mend", finding.mend)
        }
    }
}
