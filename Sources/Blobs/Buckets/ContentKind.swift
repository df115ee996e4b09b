import Primitives

/// What bytes look like by how they begin (a small part of the MIME Sniffing Standard): to tell what a browser might run from what it
/// only shows, whatever the uploader called it.
package enum ContentKind: String, Sendable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case webp = "image/webp"
    case pdf = "application/pdf"
    case zip = "application/zip"
    case gzip = "application/gzip"
    case svg = "image/svg+xml"
    case html = "text/html"
    case xml = "text/xml"
    /// Programs of the usual systems.
    case executable = "application/x-executable"
    case unknown = "application/octet-stream"

    /// Enough for every mark below, comments and a declaration before a tag included.
    package static let headByteCount = 1_024

    /// Shown by browsers in a frame of their own, where nothing acts in the page's name.
    private static let shown: Set<String> = [
        "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "text/plain",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "audio/mp4", "video/mp4", "video/webm", "video/ogg",
    ]

    private static let marks: [(mark: [UInt8], kind: ContentKind)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png), ([0xFF, 0xD8, 0xFF], .jpeg), (Array("GIF87a".utf8), .gif),
        (Array("GIF89a".utf8), .gif), (Array("%PDF-".utf8), .pdf), ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x1F, 0x8B, 0x08], .gzip),
        ([0x7F, 0x45, 0x4C, 0x46], .executable), ([0x4D, 0x5A], .executable), (Array("#!".utf8), .executable),
    ]

    private static let htmlTags = [
        "<!doctype html", "<html", "<head", "<script", "<iframe", "<body", "<title", "<style", "<a ", "<img", "<table", "<div", "<p>",
        "<h1",
        "<meta", "<link", "<form", "<object", "<embed",
    ]

    /// - Parameter head: the first ``headByteCount`` bytes, or all.
    package init(head: some Collection<UInt8>) {
        if let found = Self.marks.first(where: { head.starts(with: $0.mark) }) {
            self = found.kind
        } else if head.starts(with: "RIFF".utf8), head.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            self = Self.markup(head)
        }
    }

    private static func markup(_ head: some Collection<UInt8>) -> ContentKind {
        // UTF-16 shows every other byte; its marks go with the rest that is neither letter nor sign.
        let text = String(decoding: head.prefix(headByteCount).filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self).lowercased()
        let begin = text.trimmingSpaces()
        guard begin.hasPrefix("<") else { return .unknown }
        if text.contains("<svg") { return .svg }
        if htmlTags.contains(where: text.contains) { return .html }
        return begin.hasPrefix("<?xml") || begin.hasPrefix("<!") ? .xml : .unknown
    }

    /// Whether a browser that is told `mediaType`, and told not to guess, runs nothing of bytes of this kind.
    func isInert(as mediaType: String) -> Bool {
        let type = MediaType.essence(of: mediaType)
        guard Self.shown.contains(type) else { return false }
        switch self {
        case .svg, .html, .xml, .executable: return false
        case .png, .jpeg, .gif, .webp, .pdf: return type == rawValue
        case .zip, .gzip, .unknown: return !type.hasPrefix("image/") && type != "application/pdf" || self == .unknown
        }
    }

    /// Whether bytes of this kind contradict a bucket that takes `patterns` alone; what is not recognised contradicts nothing.
    func contradicts(_ patterns: [MediaTypePattern], declared: String) -> Bool {
        guard self != .unknown, rawValue != MediaType.essence(of: declared) else { return false }
        let isText = MediaType.essence(of: declared).hasPrefix("text/")
        switch self {
        case .zip, .gzip, .unknown: return false
        case .xml, .html, .svg, .executable: return !isText && !patterns.contains { $0.matches(rawValue) }
        case .png, .jpeg, .gif, .webp, .pdf: return !patterns.contains { $0.matches(rawValue) }
        }
    }
}
