import Foundation
import Testing

/// Reads PDFs with Debian's poppler-utils; a missing tool is an error, not a reason to skip.
enum PopplerTool: String {
    case pdfinfo, pdftotext, pdftohtml, pdfimages, pdftoppm

    struct Fault: Error {
        let tool: String
        let status: Int32
        let output: String
    }

    /// Runs the tool on `pdf`, with `{}` among the arguments standing for the file, and returns what it prints.
    func run(_ arguments: [String], on pdf: [UInt8]) throws -> String {
        String(decoding: try bytes(arguments, on: pdf), as: UTF8.self)
    }

    func bytes(_ arguments: [String], on pdf: [UInt8]) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dossier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("dossier.pdf")
        try Data(pdf).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(rawValue)")
        process.arguments = arguments.map { $0 == "{}" ? file.path : $0 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try FileManager.default.removeItem(at: folder)
        guard process.terminationStatus == 0 else {
            throw Fault(tool: rawValue, status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
        }
        return data
    }

    /// All text of the dossier without the marks that poppler puts around right-to-left lines, white space as one space.
    static func text(of pdf: [UInt8], pages: ClosedRange<Int>? = nil) throws -> String {
        let range = pages.map { ["-f", String($0.lowerBound), "-l", String($0.upperBound)] } ?? []
        let text = try Self.pdftotext.run(range + ["-enc", "UTF-8", "{}", "-"], on: pdf)
        let scalars = text.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }
        return String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
