import Foundation
import Primitives

/// Gathers a page's content from the parser's events. Every list has a bound, and so has the work.
final class PageCollector {
    /// Bounds of one page. Pages made for people stay far below each.
    enum Limit {
        /// Elements open at once: the parser's own lists are walked for each end tag.
        static let depth = 512
        /// Sum over all tags of the square of their attribute count: the parser compares each attribute of a tag with each other.
        static let attributePairs = 50_000_000
        /// Some twenty thousand words: what a catalogue goes on with is more of the same, and what its footer says stands on other pages, too.
        static let textBytes = 128 * 1_024
        static let links = 1_500
        static let targetBytes = 2_000
        static let linkTextBytes = 200
        static let headings = 200
        static let headingBytes = 300
        static let meta = 100
        static let metaBytes = 1_000
        static let resources = 300
        static let structuredBlocks = 10
        static let structuredBytes = 64 * 1_024
        static let structuredObjects = 100
        static let smallLists = 50
    }

    private(set) var content = PageContent()
    private(set) var mustStop = false

    private var text: [UInt8] = []
    private var depth = 0
    private var skipped = 0
    private var attributePairs = 0
    private var endsWithGap = true

    private enum Capture { case title, structured }
    private var capture: Capture?
    private var captured: [UInt8] = []
    private var openLink: (index: Int, start: Int)?
    private var openHeading: (level: Int, start: Int)?
    private var openAddress: Int?
    private var structuredBlocks = 0

    func finish() -> PageContent {
        var end = text
        while let last = end.last, last == 10 || last == 32 { end.removeLast() }
        content.text = PageText(end)
        return content
    }

    func start(_ name: String, _ attributes: (String) -> String?, attributeCount: Int) {
        depth += 1
        attributePairs += attributeCount * attributeCount
        if depth > Limit.depth || attributePairs > Limit.attributePairs {
            mustStop = true
            content.isComplete = false
            return
        }
        if skipped > 0 || Self.invisible.contains(name) { skipped += 1 }
        if Self.blocks.contains(name) { breakLine() }
        switch name {
        case "html": if content.language == nil { content.language = attributes("lang") ?? attributes("xml:lang") }
        case "title" where content.title == nil && skipped <= 1: begin(.title)
        case "meta": readMeta(attributes)
        case "a", "area": openLink(attributes)
        case "iframe", "frame":
            if let target = attributes("src") { addLink(target, text: attributes("title") ?? "", language: nil, embedded: true) }
        case "link": readLink(attributes)
        case "script": readScript(attributes)
        case "img": content.imageCount += 1
        case "h1", "h2", "h3": openHeading = (Int(name.dropFirst()) ?? 1, text.count)
        case "address": openAddress = text.count
        case "time":
            if let date = attributes("datetime"), content.dates.count < Limit.smallLists { content.dates.append(String(date.prefix(40))) }
        default: break
        }
        if let scrambled = attributes("data-cfemail") { unscramble(scrambled) }
    }

    func end(_ name: String) {
        depth -= 1
        if skipped > 0 { skipped -= 1 }
        switch name {
        case "title": if capture == .title { endTitle() }
        case "script": if capture == .structured { endStructured() }
        case "a": closeLink()
        case "h1", "h2", "h3": closeHeading()
        case "address": closeAddress()
        default: break
        }
        if Self.blocks.contains(name) { breakLine() }
    }

    func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        if capture != nil {
            captured.append(contentsOf: bytes.prefix(Limit.structuredBytes + 1 - captured.count))
        } else if skipped == 0 {
            append(bytes)
        }
    }

    // MARK: Text

    /// Collapses white space, no-break and thin spaces included: numbers are written with them.
    private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count, text.count < Limit.textBytes {
            let byte = bytes[index]
            if byte <= 32 {
                gap()
                index += 1
            } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
                gap()
                index += 2
            } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xAD {
                index += 2  // soft hyphen
            } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] <= 0x8F || bytes[index + 2] == 0xAF
            {
                // U+2000–U+200A and U+202F are spaces; U+200B–U+200F are invisible.
                if bytes[index + 2] <= 0x8A || bytes[index + 2] == 0xAF { gap() }
                index += 3
            } else {
                text.append(byte)
                endsWithGap = false
                index += 1
            }
        }
    }

    private func gap() {
        if !endsWithGap { text.append(32) }
        endsWithGap = true
    }

    private func breakLine() {
        if text.last == 32 { text.removeLast() }
        if let last = text.last, last != 10 { text.append(10) }
        endsWithGap = true
    }

    private func textSince(_ start: Int, limit: Int) -> String {
        guard start < text.count else { return "" }
        return String(decoding: text[start...].prefix(limit * 2), as: UTF8.self).singleLine().prefix(utf8: limit)
    }

    // MARK: Elements

    private func begin(_ kind: Capture) {
        capture = kind
        captured = []
    }

    private func endTitle() {
        let title = String(decoding: captured.prefix(1_000), as: UTF8.self).singleLine().prefix(utf8: Limit.headingBytes)
        if !title.isEmpty { content.title = title }
        capture = nil
    }

    private func endStructured() {
        capture = nil
        structuredBlocks += 1
        guard captured.count <= Limit.structuredBytes else { return }
        do {
            unnest(try JSONDecoder().decode(JSONValue.self, from: Foundation.Data(captured)), depth: 0)
        } catch {
            // Broken JSON-LD is common and says nothing: the page is read without it.
        }
        captured = []
    }

    private func unnest(_ value: JSONValue, depth: Int) {
        guard depth < 4, content.structured.count < Limit.structuredObjects else { return }
        switch value {
        case .array(let items): for item in items { unnest(item, depth: depth + 1) }
        case .object:
            content.structured.append(value)
            if let graph = value["@graph"] { unnest(graph, depth: depth + 1) }
        default: break
        }
    }

    private func readMeta(_ attributes: (String) -> String?) {
        guard let name = (attributes("property") ?? attributes("name") ?? attributes("http-equiv"))?.lowercased(),
            let value = attributes("content"),
            content.meta.count < Limit.meta, content.meta[name] == nil
        else { return }
        content.meta[name.prefix(utf8: 100)] = value.prefix(utf8: Limit.metaBytes).singleLine()
    }

    private func openLink(_ attributes: (String) -> String?) {
        closeLink()
        guard let target = attributes("href"), content.links.count < Limit.links else { return }
        let label = attributes("aria-label") ?? attributes("title") ?? ""
        addLink(target, text: label, language: attributes("hreflang"), embedded: false)
        openLink = (content.links.count - 1, text.count)
    }

    private func addLink(_ target: String, text: String, language: String?, embedded: Bool) {
        guard content.links.count < Limit.links, target.utf8.count <= Limit.targetBytes else { return }
        content.links.append(
            PageContent.Link(
                target: target.trimmingSpaces(), text: text.singleLine().prefix(utf8: Limit.linkTextBytes),
                language: language?.prefix(utf8: 20),
                isEmbedded: embedded))
    }

    private func closeLink() {
        guard let open = openLink else { return }
        openLink = nil
        let shown = textSince(open.start, limit: Limit.linkTextBytes)
        if !shown.isEmpty, content.links.indices.contains(open.index) { content.links[open.index].text = shown }
    }

    private func closeHeading() {
        guard let open = openHeading else { return }
        openHeading = nil
        let shown = textSince(open.start, limit: Limit.headingBytes)
        if !shown.isEmpty, content.headings.count < Limit.headings { content.headings.append(.init(level: open.level, text: shown)) }
    }

    private func closeAddress() {
        guard let start = openAddress else { return }
        openAddress = nil
        let shown = textSince(start, limit: Limit.headingBytes)
        if !shown.isEmpty, content.addresses.count < Limit.smallLists { content.addresses.append(shown) }
    }

    private func readLink(_ attributes: (String) -> String?) {
        let relations = attributes("rel")?.lowercased() ?? ""
        guard let target = attributes("href") else { return }
        if relations.contains("stylesheet") { addResource(target) }
        if relations.contains("alternate"), let language = attributes("hreflang") {
            addLink(target, text: "", language: language, embedded: true)
        }
    }

    private func readScript(_ attributes: (String) -> String?) {
        content.scriptCount += 1
        if let source = attributes("src") { addResource(source) }
        if attributes("type")?.lowercased().hasPrefix("application/ld+json") == true, structuredBlocks < Limit.structuredBlocks {
            begin(.structured)
        }
    }

    private func addResource(_ target: String) {
        guard content.resources.count < Limit.resources, target.utf8.count <= Limit.targetBytes else { return }
        content.resources.append(target.trimmingSpaces())
    }

    /// First byte is the key that the others were combined with.
    private func unscramble(_ text: String) {
        guard text.utf8.count <= 600, let bytes = Hex.decode(text), let key = bytes.first,
            content.unscrambledEmails.count < Limit.smallLists
        else { return }
        content.unscrambledEmails.append(String(decoding: bytes.dropFirst().map { $0 ^ key }, as: UTF8.self))
    }

    private static let invisible: Set<String> = [
        "script", "style", "noscript", "template", "svg", "select", "datalist", "object", "title", "iframe",
    ]

    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "button", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
        "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p",
        "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
}
