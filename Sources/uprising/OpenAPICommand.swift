import ArgumentParser
import Foundation
import Server

struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the description of the API (OpenAPI 3.1).",
        discussion: "Made of this program's own endpoints; no node has to run. A node serves the same at /api/openapi.json.")

    func run() async throws {
        try await Exit.reporting {
            let folder = FileManager.default.temporaryDirectory.appending(path: "uprising-openapi-\(UUID())")
            defer { try? FileManager.default.removeItem(at: folder) }
            let description = try await Node.description(in: folder.path(percentEncoded: false))
            try FileHandle.standardOutput.write(contentsOf: Data(description + [UInt8(ascii: "\n")]))
        }
    }
}
