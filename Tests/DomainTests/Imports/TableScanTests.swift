import Foundation
import Primitives
import Testing

@testable import Domain

struct TableScanTests {
    private func scan(_ bytes: [UInt8], piece: Int = 1_000) throws(TableFault) -> TableScan.Shape {
        var scan = TableScan()
        var rest = bytes[...]
        while !rest.isEmpty {
            try scan.feed(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        return try scan.finish()
    }

    private func kind(_ bytes: [UInt8]) -> TableFault.Kind? {
        do throws(TableFault) {
            _ = try scan(bytes)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func `Nothing, blank lines and files of other kinds are refused`() throws {
        #expect(kind([]) == .empty)
        #expect(kind(Array("\r\n \r\n;;\n".utf8)) == .empty)
        #expect(kind([0xEF, 0xBB, 0xBF]) == .empty)
        #expect(
            kind(Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 100))
                == .binary("an Excel or OpenDocument workbook, or another ZIP file"))
        #expect(kind([0x89, 0x50, 0x4E, 0x47, 0, 0, 0]) == .binary("a picture"))
        #expect(kind((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ ($0 >> 3)) }) != nil)
        #expect(kind([0xFF, 0xFE, 0x41, 0x00, 0x42]) == .brokenUTF16)
        #expect(kind([0xFF, 0xFE, 0x00, 0xD8, 0x42, 0x00]) == .brokenUTF16)
    }

    /// What is fed after the fault would be, if nobody looked: the test ends early or never.
    @Test func `A cell without end is refused long before its end`() throws {
        var scan = TableScan()
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 65_536)
        var fed = 0
        var fault: TableFault?
        for _ in 0..<16_384 where fault == nil {
            do throws(TableFault) {
                try scan.feed(piece)
                fed += piece.count
            } catch {
                fault = error
            }
        }
        #expect(fault?.kind == .cellTooLong)
        #expect(fed < 1_000_000)
    }

    private static let text = "Société;Téléphone;Prix\r\nÉlan Vert;01 23 45 67 89;12 €\r\nÇa va;+33 1 98 76 54 32;1 œuf\r\n"

    @Test(arguments: [
        (String.Encoding.utf8, [UInt8](), TextEncoding.utf8), (.utf8, [0xEF, 0xBB, 0xBF], .utf8),
        (.utf16LittleEndian, [0xFF, 0xFE], .utf16LittleEndian), (.utf16LittleEndian, [], .utf16LittleEndian),
        (.utf16BigEndian, [0xFE, 0xFF], .utf16BigEndian), (.utf16BigEndian, [], .utf16BigEndian), (.windowsCP1252, [], .windows1252),
    ]) func `Encoding and delimiter are found, and the text is the same`(
        encoding: String.Encoding, mark: [UInt8], expected: TextEncoding
    ) throws {
        let data = try #require(Self.text.data(using: encoding))
        for piece in [1, 7, 1_000] {
            let shape = try scan(mark + [UInt8](data), piece: piece)
            #expect(shape.encoding == expected)
            #expect(shape.delimiter == .semicolon)
            #expect(shape.rowCount == 3)
            #expect(shape.columnCount == 3)
            #expect(shape.samples.first == ["Société", "Téléphone", "Prix"])
            #expect(shape.samples.last == ["Ça va", "+33 1 98 76 54 32", "1 œuf"])
        }
    }

    @Test func `The one accent after a long head tells the encoding`() throws {
        let head = String(repeating: "Acme,acme.example\n", count: 10_000)
        #expect(try scan(Array(head.utf8) + [0xC9, 0x6C, 0x61, 0x6E]).encoding == .windows1252)
        #expect(try scan(Array((head + "Élan").utf8)).encoding == .utf8)
    }

    @Test(arguments: [
        ("a,b,c\n1,2,3\n", Delimiter.comma), ("a;b\n1,5;2\n1,7;3\n", .semicolon), ("a\tb, c\n1\t2\n", .tab), ("Acme\nGlobex\n", .comma),
        ("\"a;b\",c\n\"d;e\",f\n", .comma),
    ]) func `The delimiter that makes most rows alike is taken`(text: String, expected: Delimiter) throws {
        #expect(try scan(Array(text.utf8)).delimiter == expected)
    }
}
