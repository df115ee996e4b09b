import Foundation
import Primitives
import Synchronization

@testable import Mail

/// The servers of `servers.py`, one child process for all tests; it ends with this value or with the tests.
final class MailServers: Sendable {
    static let user = "ada@example.com"
    static let password = "p@ss:w/rd é%"
    static let passwordInURL = "p%40ss%3Aw%2Frd%20%C3%A9%25"

    static let shared: Result<MailServers, any Error> = Result { try MailServers() }

    struct NotStarted: Error {
        let reason: String
    }

    /// A message as Python's email package read it.
    struct Record: Decodable {
        let subject: String
        let from, to, replyTo: [[String]]
        /// Right for names of one encoded word; see `servers.py`.
        let fromAsParsed: [[String]]
        let date: String
        let text: String
        let html: String?
        let headers: [[String]]
        let contentType: String
        let defects: [String]
        let longestLine: Int
        let isClean: Bool
        let sender: String
        let recipients: [String]
        let isTLS: Bool
        let user: String?
        let client: String
        let connection: Int

        func values(of header: String) -> [String] { headers.filter { $0[0].lowercased() == header.lowercased() }.map { $0[1] } }
    }

    private let process: Process
    /// The child runs until this closes, be it by a crash of the tests.
    private let lifeline: Pipe
    private let folder: URL
    private let ports: [String: Int]

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let python = Self.python else { throw NotStarted(reason: Self.absence) }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Self.testFolder + "/servers.py", folder.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while !line.contains(10) {
            let part = output.fileHandleForReading.availableData
            if part.isEmpty { throw NotStarted(reason: "servers.py ended without naming its ports") }
            line += part
        }
        ports = try JSONDecoder().decode([String: Int].self, from: line)
        self.process = process
        lifeline = input
    }

    deinit {
        process.terminate()
    }

    var caFile: String { folder.appendingPathComponent("ca.pem").path }

    func port(_ server: String) throws -> Int {
        guard let port = ports[server] else { throw NotStarted(reason: "there is no server \(server)") }
        return port
    }

    /// Settings with short time-outs, trusting the test authority alone.
    func settings(
        _ server: String, scheme: String = "smtp", login: String = "", host: String = "localhost", options: String = ""
    ) throws -> SMTPSettings {
        var settings = try SMTPSettings(url: "\(scheme)://\(login)\(host):\(try port(server))/node.example.com\(options)", caFile: caFile)
        settings.connectTimeout = .seconds(10)
        settings.totalTimeout = .seconds(20)
        return settings
    }

    /// What a server took.
    func record(of message: MailMessage) throws -> Record {
        let name = String(message.messageID.prefix { $0 != "@" })
        let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
        return try JSONDecoder().decode(Record.self, from: data)
    }

    func hasRecord(of message: MailMessage) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(message.messageID.prefix { $0 != "@" }).json").path)
    }

    static let absence = "no Python with aiosmtpd: make .venv by ./install.sh test, or name one in MAIL_TEST_PYTHON"

    /// Whether the servers can be started; says loudly when not.
    static let isAvailable: Bool = {
        if python != nil { return true }
        FileHandle.standardError.write(Data("MailTests: SKIPPED all tests against real SMTP servers: \(absence)\n".utf8))
        return false
    }()

    private static let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

    /// The interpreter of MAIL_TEST_PYTHON or of the package's `.venv`, if it has aiosmtpd.
    private static let python: String? = {
        let own = URL(fileURLWithPath: testFolder).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".venv/bin/python").path
        return [ProcessInfo.processInfo.environment["MAIL_TEST_PYTHON"], own].compactMap(\.self).first { path in
            guard FileManager.default.isExecutableFile(atPath: path) else { return false }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-c", "import aiosmtpd"]
            process.standardError = FileHandle.nullDevice
            do {
                try process.run()
            } catch {
                return false
            }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }()
}
