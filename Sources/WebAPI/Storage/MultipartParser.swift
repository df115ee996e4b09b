import Glibc
import Primitives

/// Takes a `multipart/form-data` body (RFC 7578) apart as it comes, without holding more than a part's head or the length of a boundary.
struct MultipartParser: Sendable {
    struct Part: Hashable, Sendable {
        /// Empty where a client leaves it so.
        let name: String
        /// `nil` for a field.
        let fileName: String?
        let contentType: String?
    }

    enum Event: Hashable, Sendable {
        case part(Part)
        case bytes([UInt8])
        case partEnd
        case end
    }

    enum Fault: Error, Hashable, Sendable {
        case noBoundary
        case malformed
        case headTooLarge
        case tooManyParts
        case cut
    }

    private enum State {
        case preamble
        case afterBoundary
        case head
        case body
        case epilogue
    }

    /// A file name of a kilobyte, encoded, and what stands around it.
    private static let headByteLimit = 16_384
    /// Clients send up to five.
    private static let partLimit = 64
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private let delimiter: [UInt8]
    private var state = State.preamble
    // The first boundary has no line before it.
    private var buffer: [UInt8] = lineEnd
    private var start = 0
    private var partCount = 0

    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The boundary that a content type names; `nil` for another type.
    static func boundary(of contentType: String) throws(Fault) -> String? {
        guard contentType.prefix(while: { $0 != ";" }).lowercased().trimmingSpaces() == "multipart/form-data" else { return nil }
        guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else { throw .noBoundary }
        return boundary
    }

    mutating func feed(_ bytes: some Collection<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next event; `nil` when more bytes are needed for one.
    mutating func next() throws(Fault) -> Event? {
        while true {
            switch state {
            case .preamble:
                guard let place = find(delimiter) else {
                    start = max(start, buffer.count - delimiter.count)
                    return nil
                }
                start = place + delimiter.count
                state = .afterBoundary
            case .afterBoundary:
                guard buffer.count - start >= 2 else { return nil }
                if buffer[start] == UInt8(ascii: "-"), buffer[start + 1] == UInt8(ascii: "-") {
                    state = .epilogue
                    start = buffer.count
                    return .end
                }
                guard let place = find(Self.lineEnd) else {
                    // Spaces may stand after a boundary, no more.
                    guard buffer.count - start < 256 else { throw .malformed }
                    return nil
                }
                start = place
                state = .head
            case .head:
                // A head may be empty: then its end is the boundary's.
                guard let place = find([0x0D, 0x0A, 0x0D, 0x0A]) else {
                    guard buffer.count - start <= Self.headByteLimit else { throw .headTooLarge }
                    return nil
                }
                guard place - start <= Self.headByteLimit else { throw .headTooLarge }
                partCount += 1
                guard partCount <= Self.partLimit else { throw .tooManyParts }
                let part = Self.part(buffer[start..<place])
                start = place + 4
                state = .body
                return .part(part)
            case .body:
                if let place = find(delimiter) {
                    if place > start { return .bytes(take(upTo: place)) }
                    start = place + delimiter.count
                    state = .afterBoundary
                    return .partEnd
                }
                let safe = buffer.count - delimiter.count + 1
                guard safe > start else { return nil }
                return .bytes(take(upTo: safe))
            case .epilogue:
                start = buffer.count
                return nil
            }
        }
    }

    /// To be asked when the body is over.
    func finish() throws(Fault) {
        guard state == .epilogue else { throw .cut }
    }

    private mutating func take(upTo end: Int) -> [UInt8] {
        defer { start = end }
        return Array(buffer[start..<end])
    }

    private func find(_ pattern: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, bytes.count - start >= pattern.count else { return nil }
            // All patterns begin with a carriage return, which is rare even in what is no text.
            var position = start
            while bytes.count - position >= pattern.count, let found = memchr(base + position, 0x0D, bytes.count - position) {
                position = UnsafeRawPointer(found) - base
                if bytes.count - position < pattern.count { return nil }
                if memcmp(found, pattern, pattern.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }

    private static func part(_ head: ArraySlice<UInt8>) -> Part {
        var disposition = ""
        var contentType: String?
        for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
            let sides = line.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { continue }
            let value = String(sides[1]).trimmingSpaces()
            switch sides[0].lowercased().trimmingSpaces() {
            case "content-disposition": disposition = value
            case "content-type": contentType = value
            default: break
            }
        }
        return Part(
            name: parameter("name", of: disposition) ?? "",
            fileName: parameter("filename", of: disposition) ?? parameter("filename*", of: disposition), contentType: contentType)
    }

    /// A parameter of a header, quoted or not.
    private static func parameter(_ name: String, of header: String) -> String? {
        var rest = header.drop { $0 != ";" }
        while !rest.isEmpty {
            rest = rest.drop { $0 == ";" || $0 == " " || $0 == "\t" }
            let key = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(key.count)
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    // Browsers escape no backslash, but a quote after one is meant.
                    if character == "\\", rest.first == "\"" { value.append(rest.removeFirst()) } else { value.append(character) }
                }
            } else {
                value = String(rest.prefix { $0 != ";" }).trimmingSpaces()
            }
            rest = rest.drop { $0 != ";" }
            if key.lowercased().trimmingSpaces() == name { return value }
        }
        return nil
    }
}
