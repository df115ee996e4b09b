import Foundation

/// One page of a dossier, and the picture that it is held against.
struct GoldenPage {
    let name: String
    private let page: Int

    /// In dots an inch: every letter leaves its mark, and a picture has some 25 kilobytes.
    private static let resolution = 40
    /// Of 255, for the mean of a square. A missing address in the pale blue of links makes 28, another word 31, a line elsewhere 68; a
    /// rasterizer of another make, which draws all letters darker, 12 to 37.
    static let tolerance = 24

    init(_ sample: String, _ page: Int) {
        name = "\(sample)-\(page)"
        self.page = page
    }

    static var areDrawnAnew: Bool { ProcessInfo.processInfo.environment["UPDATE_PAGES"] == "1" }

    private var path: String { FileManager.default.currentDirectoryPath + "/Tests/Pages/\(name).png" }

    private var options: [String] {
        ["-gray", "-r", String(Self.resolution), "-f", String(page), "-l", String(page), "-singlefile", "{}"]
    }

    func render(_ pdf: [UInt8]) throws -> GreyPicture {
        try GreyPicture(pgm: try PopplerTool.pdftoppm.bytes(options, on: pdf))
    }

    func picture() throws -> GreyPicture {
        try GreyPicture(png: path)
    }

    func draw(_ pdf: [UInt8]) throws {
        // pdftoppm adds the ending by itself.
        _ = try PopplerTool.pdftoppm.bytes(["-png"] + options + [String(path.dropLast(4))], on: pdf)
    }
}
