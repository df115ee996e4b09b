import FoundationEssentials
import Primitives

/// The command `doctor`: looks at everything that a node needs, whether it runs or not, and says what mends what is wrong.
package struct Doctor: Sendable {
    private let profile: String?
    private let caFile: String?
    private let timeSource: String?

    /// - Parameters:
    ///   - profile: as for every command.
    ///   - caFile: certificates in PEM to trust in place of the machine's.
    ///   - timeSource: a web address whose clock is compared with.
    package init(profile: String?, caFile: String?, timeSource: String?) {
        self.profile = profile
        self.caFile = caFile
        self.timeSource = timeSource
    }

    /// Prints a line for each finding, or all as one JSON object.
    ///
    /// - Returns: whether nothing failed, and with `isStrict` nothing is to be looked at either.
    package func run(isJSON: Bool, isStrict: Bool) async throws -> Bool {
        let report = try await report()
        if isJSON {
            print(String(decoding: JSONWriter.bytes(of: report), as: UTF8.self))
        } else {
            for line in DoctorText.lines(of: report) { print(line) }
        }
        return report.state < (isStrict ? .warn : .fail)
    }

    func report() async throws -> DoctorReport {
        let trust = try NodeTrust(caFile: caFile)
        do {
            let settings = try await Settings.inForce(profile: profile)
            return await DoctorReport.of(Surroundings(settings: settings, trust: trust, timeSource: timeSource).checks)
        } catch let faults as ConfigurationFaults {
            return await Self.report(of: faults)
        }
    }

    /// Without a configuration there is no telling where to look.
    static func report(of faults: ConfigurationFaults) async -> DoctorReport {
        let rest = await DoctorReport.of([LibraryCheck()])
        let lines = faults.faults.map {
            DoctorReport.Line(
                check: ConfigurationCheck.name, finding: .fail($0, mend: "correct it in .env.\(faults.profile.rawValue) or the environment")
            )
        }
        let others = DoctorFinding.warn("nothing else was looked at", mend: "run this again when the configuration has no faults")
        return DoctorReport(lines: lines + [DoctorReport.Line(check: ConfigurationCheck.name, finding: others)] + rest.lines)
    }
}
