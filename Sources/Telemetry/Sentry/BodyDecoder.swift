import CBrotli
import CZlib

/// A body as it comes: what is compressed is inflated piece by piece, so that a bomb never stands in memory.
package final class BodyDecoder {
    private enum Engine {
        case identity
        case zlib(UnsafeMutablePointer<z_stream>)
        case brotli(OpaquePointer)
    }

    private static let pieceBytes = 65_536

    private let engine: Engine
    private let limit: Int
    private var total = 0
    private var isAtEnd = false
    private let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: pieceBytes)

    /// - Parameters:
    ///   - encoding: the header `Content-Encoding`.
    ///   - limit: inflated bytes.
    package init(encoding: String?, limit: Int) throws(SentryRefusal) {
        self.limit = limit
        switch encoding?.lowercased() ?? "" {
        case "", "identity": engine = .identity
        case "gzip", "x-gzip", "deflate":
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            stream.initialize(to: z_stream())
            engine = .zlib(stream)
            guard uprising_inflate_start(stream) == Z_OK else { throw .badEncoding("no memory to inflate") }
        case "br":
            guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .badEncoding("no memory to inflate") }
            engine = .brotli(state)
        default: throw .badEncoding("the content encoding is none of gzip, deflate, br and identity")
        }
    }

    deinit {
        switch engine {
        case .identity: break
        case .zlib(let stream):
            inflateEnd(stream)
            stream.deallocate()
        case .brotli(let state): BrotliDecoderDestroyInstance(state)
        }
        piece.deallocate()
    }

    /// Calls `sink` with what the bytes inflate to, in pieces that are good until it returns.
    package func feed(
        _ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws(SentryRefusal) -> Void
    ) throws(SentryRefusal) {
        guard !bytes.isEmpty else { return }
        switch engine {
        case .identity: try pass(bytes, to: sink)
        case .zlib(let stream): try inflate(bytes, stream, sink)
        case .brotli(let state): try inflate(bytes, state, sink)
        }
    }

    /// - Throws: `badEncoding` when the body stopped in the middle.
    package func finish() throws(SentryRefusal) {
        switch engine {
        case .identity: return
        case .zlib, .brotli: if !isAtEnd { throw .badEncoding("the compressed body is cut off") }
        }
    }

    private func pass(
        _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws(SentryRefusal) -> Void
    ) throws(SentryRefusal) {
        total += bytes.count
        guard total <= limit else { throw .tooLarge("more than \(limit) bytes inflated") }
        try sink(bytes)
    }

    private func inflate(
        _ bytes: UnsafeRawBufferPointer, _ stream: UnsafeMutablePointer<z_stream>,
        _ sink: (UnsafeRawBufferPointer) throws(SentryRefusal) -> Void
    ) throws(SentryRefusal) {
        guard !isAtEnd else { throw .badEncoding("bytes follow the compressed body") }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            stream.pointee.next_out = piece
            stream.pointee.avail_out = UInt32(Self.pieceBytes)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw .badEncoding("the compressed body is damaged")
            }
            let count = Self.pieceBytes - Int(stream.pointee.avail_out)
            if count > 0 { try pass(UnsafeRawBufferPointer(start: piece, count: count), to: sink) }
            if status == Z_STREAM_END {
                isAtEnd = true
                guard stream.pointee.avail_in == 0 else { throw .badEncoding("bytes follow the compressed body") }
                return
            }
            // A full piece may have left something behind in the inflater.
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    }

    private func inflate(
        _ bytes: UnsafeRawBufferPointer, _ state: OpaquePointer, _ sink: (UnsafeRawBufferPointer) throws(SentryRefusal) -> Void
    ) throws(SentryRefusal) {
        guard !isAtEnd else { throw .badEncoding("bytes follow the compressed body") }
        var input = bytes.bindMemory(to: UInt8.self).baseAddress
        var available = bytes.count
        while true {
            var output: UnsafeMutablePointer<UInt8>? = piece
            var room = Self.pieceBytes
            let result = BrotliDecoderDecompressStream(state, &available, &input, &room, &output, nil)
            if room < Self.pieceBytes { try pass(UnsafeRawBufferPointer(start: piece, count: Self.pieceBytes - room), to: sink) }
            switch result {
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            case BROTLI_DECODER_RESULT_SUCCESS:
                isAtEnd = true
                guard available == 0 else { throw .badEncoding("bytes follow the compressed body") }
                return
            default: throw .badEncoding("the compressed body is damaged")
            }
        }
    }
}

extension BodyDecoder {
    /// All of a small body at once.
    package static func decode(_ bytes: [UInt8], encoding: String?, limit: Int) throws(SentryRefusal) -> [UInt8] {
        let decoder = try BodyDecoder(encoding: encoding, limit: limit)
        var whole: [UInt8] = []
        let outcome = bytes.withUnsafeBytes { bytes in
            Result { () throws(SentryRefusal) in try decoder.feed(bytes) { whole.append(contentsOf: $0) } }
        }
        try outcome.get()
        try decoder.finish()
        return whole
    }
}
