import Glibc
import Primitives

/// Reads an envelope as it comes: one line of header, then items, each a line of header and a payload.
///
/// Only what is looked at later stays in memory: of an item of a type that nobody here knows, and of an attachment beyond what is kept of one, the
/// length is noted.
package struct EnvelopeReader {
    package enum Limits {
        static let headerBytes = 32_768
        static let itemHeaderBytes = 8_192
        static let items = 500
        package static let eventBytes = 1_048_576
        static let reportBytes = 102_400
        /// Of one that is kept: a screenshot, the end of a log.
        package static let attachmentBytes = 1_048_576
        /// Of all of one envelope that are kept.
        package static let allAttachmentBytes = 2_097_152
        package static let attachments = 10
        /// Further ones are taken and not looked at.
        static let sessions = 100
        /// Of the whole body, inflated.
        package static let envelopeBytes = 104_857_600
        /// As it is sent.
        package static let bodyBytes = 20_971_520
    }

    private enum State {
        case header, itemHeader
        /// So many bytes are left of a payload with a length; then comes a line feed or the end.
        case payload(left: Int)
        case payloadEnd
        /// A payload without one ends with the line.
        case payloadLine
    }

    private var state = State.header
    private var line: [UInt8] = []
    private var item: SentryEnvelope.Item?
    private var items: [SentryEnvelope.Item] = []
    private var room = AttachmentRoom()
    /// There as soon as its line is.
    package private(set) var header: SentryEnvelope.Header?

    package init() {}

    package mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(SentryRefusal) {
        var rest = bytes[...]
        while let first = rest.first {
            switch state {
            case .header:
                if try takeLine(&rest, upTo: Limits.headerBytes) { try endHeader() }
            case .itemHeader:
                if try takeLine(&rest, upTo: Limits.itemHeaderBytes) { try endItemHeader() }
            case .payload(let left):
                let part = rest.prefix(left)
                try keep(part)
                rest = rest.dropFirst(part.count)
                state = left == part.count ? .payloadEnd : .payload(left: left - part.count)
            case .payloadEnd:
                guard first == UInt8(ascii: "\n") else { throw .malformed("an item is longer than its length says") }
                rest = rest.dropFirst()
                endItem()
            case .payloadLine:
                let part = Self.line(of: rest)
                try keep(part)
                rest = rest.dropFirst(part.count)
                guard !rest.isEmpty else { return }
                rest = rest.dropFirst()
                endItem()
            }
        }
    }

    package mutating func finish() throws(SentryRefusal) -> SentryEnvelope {
        switch state {
        case .header: try endHeader()
        case .itemHeader: if !line.isEmpty { try endItemHeader() }
        case .payload, .payloadEnd, .payloadLine: break
        }
        switch state {
        case .payload: throw .malformed("the last item is cut off")
        case .payloadEnd, .payloadLine: endItem()
        case .header, .itemHeader: break
        }
        guard let header else { throw .malformed("there is no header") }
        return SentryEnvelope(header: header, items: items)
    }

    private static func line(of bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        let whole = UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = whole.baseAddress, let end = memchr(start, 0x0A, whole.count) else { return bytes }
        return bytes.prefix(UnsafeRawPointer(end) - start)
    }

    /// Whether the line has ended; without its line feed, it is in ``line``.
    private mutating func takeLine(_ rest: inout Slice<UnsafeRawBufferPointer>, upTo limit: Int) throws(SentryRefusal) -> Bool {
        let part = Self.line(of: rest)
        guard line.count + part.count <= limit else { throw .malformed("a header is longer than \(limit) bytes") }
        line.append(contentsOf: part)
        rest = rest.dropFirst(part.count)
        guard !rest.isEmpty else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func endHeader() throws(SentryRefusal) {
        guard let value = try? BoundedJSON.parse(line, .init(bytes: Limits.headerBytes)), case .object = value else {
            throw .malformed("the first line is not a JSON object")
        }
        header = SentryEnvelope.Header(value)
        line.removeAll(keepingCapacity: true)
        state = .itemHeader
    }

    private mutating func endItemHeader() throws(SentryRefusal) {
        defer { line.removeAll(keepingCapacity: true) }
        // Some SDKs end with more than one line feed.
        if line.allSatisfy({ $0 == 0x0D || $0 == 0x20 }) { return }
        guard let value = try? BoundedJSON.parse(line, .init(bytes: Limits.itemHeaderBytes)), let type = value["type"]?.string else {
            throw .malformed("an item's header is not a JSON object with a type")
        }
        guard items.count < Limits.items else { throw .malformed("more than \(Limits.items) items") }
        let item = SentryEnvelope.Item(type: type, header: value)
        let length = value["length"]
        if let length, length != .null {
            guard let length = length.integer, length >= 0 else { throw .malformed("an item's length is not a number") }
            try require(length, of: item)
            state = length == 0 ? .payloadEnd : .payload(left: Int(length))
        } else {
            state = .payloadLine
        }
        self.item = item
    }

    private func require(_ length: Int64, of item: SentryEnvelope.Item) throws(SentryRefusal) {
        guard length <= item.byteLimit else { throw .tooLarge("an item of type \(item.kind) is larger than \(item.byteLimit) bytes") }
    }

    private mutating func keep(_ part: Slice<UnsafeRawBufferPointer>) throws(SentryRefusal) {
        guard let item else { return }
        try require(Int64(item.byteCount + part.count), of: item)
        self.item?.byteCount += part.count
        guard item.isKept, item.isWhole else { return }
        guard item.kind != .attachment || room.holds(item, and: part.count) else {
            self.item?.isWhole = false
            self.item?.payload = []
            return
        }
        self.item?.payload.append(contentsOf: part)
    }

    private mutating func endItem() {
        if let item {
            room.take(item)
            items.append(item)
        }
        item = nil
        state = .itemHeader
    }
}

/// How much of the attachments of one envelope has been kept.
private struct AttachmentRoom {
    private var count = 0
    private var bytes = 0

    func holds(_ item: SentryEnvelope.Item, and more: Int) -> Bool {
        let size = item.payload.count + more
        return count < EnvelopeReader.Limits.attachments && size <= EnvelopeReader.Limits.attachmentBytes
            && bytes + size <= EnvelopeReader.Limits.allAttachmentBytes
    }

    mutating func take(_ item: SentryEnvelope.Item) {
        guard item.kind == .attachment, item.isWhole else { return }
        count += 1
        bytes += item.payload.count
    }
}
