import Testing

@testable import WebAPI

@Suite struct MultipartParserTests {
    private static let file = Array(0...255).map { UInt8($0) } + Array("\r\n--B--x\r\n--\r\n--BB\r\r\n".utf8)
    /// Parts with their bytes, however the body is cut.
    private func parts(_ body: [UInt8], chunk: Int, boundary: String = "B!") throws -> [(MultipartParser.Part, [UInt8])] {
        var parser = MultipartParser(boundary: boundary)
        var parts: [(MultipartParser.Part, [UInt8])] = []
        var rest = body[...]
        while !rest.isEmpty {
            parser.feed(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
            while let event = try parser.next() {
                switch event {
                case .part(let part): parts.append((part, []))
                case .bytes(let bytes): parts[parts.count - 1].1 += bytes
                case .partEnd, .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    private static func body(_ boundary: String = "B!") -> [UInt8] {
        Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"cacheControl\"\r\n\r\n3600\r\n".utf8)
            + Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\"; filename=\"a \\\"b\\\".bin\"\r\n".utf8)
            + Array("content-type: image/png\r\n\r\n".utf8) + file
            + Array("\r\n--\(boundary)\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--\(boundary)--\r\nepilogue".utf8)
    }

    @Test func `A form without a boundary, an end, or bounds of its heads is refused`() throws {
        #expect(throws: MultipartParser.Fault.noBoundary) { try MultipartParser.boundary(of: "multipart/form-data") }
        #expect(throws: MultipartParser.Fault.noBoundary) {
            try MultipartParser.boundary(of: "multipart/form-data; boundary=\(String(repeating: "x", count: 71))")
        }
        #expect(throws: MultipartParser.Fault.cut) { try parts(Array(Self.body().dropLast(16)), chunk: 10) }
        #expect(throws: MultipartParser.Fault.cut) { try parts(Array("nothing of the kind".utf8), chunk: 3) }
        #expect(throws: MultipartParser.Fault.headTooLarge) {
            try parts(Array("--B!\r\nx: \(String(repeating: "y", count: 20_000))\r\n\r\n".utf8), chunk: 1_000)
        }
        let endless = String(repeating: "--B!\r\nx: y\r\n\r\nz\r\n", count: 100)
        #expect(throws: MultipartParser.Fault.tooManyParts) { try parts(Array(endless.utf8), chunk: 100) }
    }

    @Test(arguments: [1, 2, 3, 7, 64, 10_000])
    func `Every byte of a file arrives, wherever the body is cut and whatever looks like a boundary`(chunk: Int) throws {
        let parts = try parts(Self.body(), chunk: chunk)
        #expect(
            parts.map(\.0) == [
                MultipartParser.Part(name: "cacheControl", fileName: nil, contentType: nil),
                MultipartParser.Part(name: "", fileName: "a \"b\".bin", contentType: "image/png"),
                MultipartParser.Part(name: "empty", fileName: nil, contentType: nil),
            ])
        #expect(parts.map(\.1) == [Array("3600".utf8), Self.file, []])
    }

    @Test func `The boundary is read with and without quotes`() throws {
        #expect(try MultipartParser.boundary(of: "text/plain; boundary=x") == nil)
        #expect(try MultipartParser.boundary(of: "Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"") == "a b")
        #expect(try MultipartParser.boundary(of: "multipart/form-data;boundary=----WebKit") == "----WebKit")
    }
}
