import Foundation
import Primitives
import TestSupport
import Testing

@testable import Server
@testable import Telemetry

struct DoctorTests {
    @Test func `A clock in 1970 fails, with what sets it`() async throws {
        try await withPlace(clock: ManualClock(Timestamp(seconds: 3_600)).wallClock) { place in
            let findings = try ClockCheck(place: place).run()
            #expect(findings.map(\.state) == [.fail])
            #expect(findings[0].words.contains("1970-01-01") && findings[0].mend?.contains("timedatectl") == true)
        }
    }

    @Test func `A clock behind the last write fails, one that nobody keeps in step is to be looked at`() async throws {
        try await withPlace { place in
            #expect(try ClockCheck(place: place, isSynchronised: { true }).run().map(\.state) == [.ok])
            let adrift = try ClockCheck(place: place, isSynchronised: { false }).run()
            #expect(adrift.map(\.state) == [.warn] && adrift[0].words.contains("is not known"))
            #expect(try ClockCheck(place: place, isSynchronised: { nil }).run().map(\.state) == [.ok])
        }
        try await withPlace(clock: ManualClock(.now() - .hours(2)).wallClock) { place in
            try FileManager.default.createDirectory(atPath: place.settings.dataFolder, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(filePath: place.databasePath))
            let behind = try ClockCheck(place: place, isSynchronised: { true }).run()
            #expect(behind.map(\.state) == [.fail] && behind[0].words.contains("the database was written at"))
        }
    }

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("soon", nil),
        ] as [(String, Int64?)])
    func `The time of a server is read from its Date`(text: String, seconds: Int64?) {
        #expect(ClockCheck.timestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        ("SQLite", "3.40.1", DoctorState.ok, "one connection of one process"), ("libcurl", "7.88.1", .ok, "one mail server"),
        ("libcurl", "7.74.0-DEV", .warn, "CVE-2021-22947"), ("libcurl", "7.60.0", .warn, "CVE-2019-3823"),
        ("zlib", "1.2.11", .warn, "1.2.12"),
        ("libxml2", "2.9.10", .warn, "CVE-2021-3517"), ("brotli", "1.0.7", .ok, "small parts"),
    ])
    func `A library with a known fault is named with its advisory`(name: String, version: String, state: DoctorState, words: String) {
        let findings = LibraryCheck(libraries: [LinkedLibrary(name: name, version: version)]).run()
        #expect(findings.contains { $0.state == state && ($0.words + ($0.mend ?? "")).contains(words) })
        #expect((findings.map(\.state).max() ?? .ok) == state)
    }

    @Test(arguments: [
        ("SQLite", "3.51.3"), ("libcurl", "8.21.0"), ("zlib", "1.2.12"), ("zlib", "1.3.1"), ("libxml2", "2.9.11"), ("brotli", "1.1.0"),
    ])
    func `A library without one is listed`(name: String, version: String) {
        let findings = LibraryCheck(libraries: [LinkedLibrary(name: name, version: version)]).run()
        #expect(findings.count == 1 && findings[0].state == .ok && findings[0].words.contains("\(name) \(version)"))
    }

    @Test func `The libraries that are linked tell their versions`() {
        let names = Set(LibraryCheck().libraries.map(\.name))
        #expect(names.isSuperset(of: ["SQLite", "libcurl", "zlib", "brotli", "Pango", "Cairo", "libxml2"]))
        #expect(LibraryCheck().libraries.allSatisfy { $0.version.first?.isNumber == true })
    }

    @Test func `A check that throws or does not end is a line, and holds up no other`() async {
        struct Throwing: DoctorCheck {
            let name = "broken"
            func run() throws -> [DoctorFinding] { throw Failure(.internalError, "It broke.") }
        }
        struct Hanging: DoctorCheck {
            let name = "slow"
            func run() -> [DoctorFinding] {
                sleep(3)
                return [.ok("late")]
            }
        }
        struct Good: DoctorCheck {
            let name = "good"
            func run() -> [DoctorFinding] { [.ok("fine")] }
        }
        let report = await DoctorReport.of([Throwing(), Hanging(), Good()], patience: .milliseconds(500))
        #expect(report.lines.map(\.check) == ["broken", "slow", "good"])
        #expect(report.lines.map(\.finding.state) == [.fail, .warn, .ok])
        #expect(report.lines[0].finding.words.contains("It broke.") && report.state == .fail)
    }

    @Test func `Lines have state, check, words and mend, and the JSON has the same`() throws {
        let report = DoctorReport(lines: [
            DoctorReport.Line(check: "ports", finding: .fail("taken\nby another", mend: "kill 1")),
            DoctorReport.Line(check: "disk", finding: .ok("fine")),
        ])
        let lines = DoctorText.lines(of: report)
        #expect(lines[0].hasPrefix("fail  ports         taken") && lines[0].hasSuffix(" → kill 1") && !lines[0].contains("\n"))
        #expect(lines.last == "1 failed, 0 to look at.")
        let json = try JSONDecoder().decode(JSONValue.self, from: Data(JSONWriter.bytes(of: report)))
        #expect(json["state"] == "fail" && json["checks"]?.array?.count == 2)
        #expect(json["checks"]?.array?[0]["mend"] == "kill 1" && json["checks"]?.array?[1]["mend"] == .null)
        #expect(DoctorText.lines(of: DoctorReport(lines: [])) == ["All is well."])
    }

    @Test func `Faults of the configuration are lines, and the libraries are looked at all the same`() async {
        let faults = ConfigurationFaults(profile: .production, faults: ["PORT: a number from 0 to 65535 is wanted"])
        let report = await Doctor.report(of: faults)
        #expect(report.state == .fail && report.lines[0].finding.words.hasPrefix("PORT:"))
        #expect(report.lines[0].finding.mend?.contains(".env.production") == true)
        #expect(report.lines.contains { $0.check == "libraries" })
    }

    @Test func `Little room fails, and a disk that is not known is said`() async throws {
        try await withPlace { place in
            let scarce = DiskCheck(place: place, measure: { _ in DiskRoom.Room(freeBytes: 1 << 20, totalBytes: 1 << 40) }).run()
            #expect(scarce[0].state == .fail && scarce[0].mend?.contains("du -xh") == true)
            let small = DiskCheck(place: place, measure: { _ in DiskRoom.Room(freeBytes: 1 << 30, totalBytes: 1 << 40) }).run()
            #expect(small[0].state == .warn)
            #expect(DiskCheck(place: place, measure: { _ in nil }).run()[0].state == .warn)
            let good = DiskCheck(place: place, measure: { _ in DiskRoom.Room(freeBytes: 1 << 39, totalBytes: 1 << 40) }).run()
            #expect(good[0].state == .ok && good[1].words.contains("median"))
        }
    }

    private func withPlace(clock: WallClock = .system, _ body: (Surroundings) async throws -> Void) async throws {
        try await withFolder { folder in
            let settings = try Settings(
                from: await SettingSources(profile: .local, flags: [.dataFolder: folder + "/data"], environment: [:], folder: folder))
            try await body(Surroundings(settings: settings, workingFolder: folder, clock: clock))
        }
    }
}
