import Documents
import Foundation
import Primitives
import Testing

/// What can be seen only in a process of its own.
@Suite struct RendererProcessTests {
    @Test func `Without any font the render is refused, and the process lives`() async {
        await #expect(processExitsWith: .success) {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("no-fonts-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let settings = folder.appendingPathComponent("fonts.conf")
            let text = "<?xml version=\"1.0\"?><fontconfig><cachedir>\(folder.path)</cachedir></fontconfig>"
            try Data(text.utf8).write(to: settings)
            setenv("FONTCONFIG_FILE", settings.path, 1)
            #expect(throws: DossierError.noFonts) { try DossierRenderer.render(SampleDossiers.empty) }
            try FileManager.default.removeItem(at: folder)
        }
    }

    @Test func `Two processes write the same bytes`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("two-processes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = ["first.pdf", "second.pdf"].map { folder.appendingPathComponent($0).path }
        for (place, file) in files.enumerated() {
            await #expect(processExitsWith: .success) { [file = file as String, place = place as Int] in
                // What was rendered before, and how warm the fonts are, is not the same in both.
                if place == 1 { _ = try DossierRenderer.render(SampleDossiers.longWords) }
                let bytes = try [SampleDossiers.scripts, SampleDossiers.typical(.french)].flatMap { try DossierRenderer.render($0).bytes }
                try Data(bytes).write(to: URL(fileURLWithPath: file))
            }
        }
        let written = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(written[0].starts(with: Data("%PDF-".utf8)))
        #expect(written[0] == written[1])
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `Two hundred dossiers leave no memory behind`() async {
        await #expect(processExitsWith: .success) {
            func privateKilobytes() throws -> Int {
                let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
                return try #require(Int(line.filter(\.isNumber)))
            }
            for _ in 0..<30 { _ = try DossierRenderer.render(SampleDossiers.typical(.french)) }
            let before = try privateKilobytes()
            for _ in 0..<200 { _ = try DossierRenderer.render(SampleDossiers.typical(.french)) }
            // A page lost a render would be some 800 KB, a leaked text block a render twenty times as much.
            #expect(try privateKilobytes() - before < 2_000)
        }
    }
}
