import Foundation
import FoundationNetworking

/// The sites of `Tests/Sites`, served on loopback by a child process that ends with this value or with the tests.
package final class SiteServer: Sendable {
    /// Started once a test run: the sites keep no state but the list of their hits.
    package static let shared: Result<SiteServer, any Error> = Result { try SiteServer() }

    private let process: Process
    /// The child runs until this closes, be it by a crash of the tests.
    private let lifeline: Pipe
    private let addresses: [String: String]

    package struct NotStarted: Error {
        package let reason: String
    }

    package init(folder: String = defaultFolder) throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", folder + "/serve.py", "--port", "0"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = Self.firstLine(of: output.fileHandleForReading)
        do {
            addresses = try JSONDecoder().decode([String: String].self, from: line)
        } catch {
            process.terminate()
            throw NotStarted(reason: "serve.py printed no addresses: \(error)")
        }
        self.process = process
        lifeline = input
    }

    deinit {
        process.terminate()
    }

    /// `http://127.0.0.1:PORT` of a site.
    package func address(of site: String) throws -> String {
        guard let address = addresses[site] else { throw NotStarted(reason: "there is no site \(site)") }
        return address
    }

    package func port(of site: String) throws -> Int {
        guard let port = try address(of: site).split(separator: ":").last.flatMap({ Int($0) }) else {
            throw NotStarted(reason: "\(site) has no port")
        }
        return port
    }

    /// One request that a site got.
    package struct Hit: Decodable, Sendable {
        package let path: String
        package let userAgent: String
    }

    /// What was asked of a site so far, by any test; the first thousand.
    package func hits(of site: String) async throws -> [Hit] {
        guard let url = URL(string: try address(of: site) + "/__hits") else { throw NotStarted(reason: "\(site) has no address") }
        let (body, _) = try await URLSession.shared.data(from: url)
        return try JSONDecoder().decode([Hit].self, from: body)
    }

    /// `Tests/Sites` beside this package's sources.
    package static var defaultFolder: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sites").path
    }

    /// At most 64 KiB: the addresses take two.
    private static func firstLine(of handle: FileHandle) -> Data {
        var line = Data()
        while line.count < 65_536 {
            let part = handle.availableData
            if part.isEmpty { break }
            line.append(part)
            if part.contains(10) { break }
        }
        return line
    }
}
