import CXML

/// Reads HTML as found in the wild, by libxml2's forgiving parser and its events, without building a tree.
///
/// No tree means no depth to recurse into and no memory beyond the collector's bounds. The parser gets UTF-8 whatever the page
/// was written in, loads nothing (network off, no entities of the page's own in HTML), and is stopped at the collector's limits.
enum PageReader {
    /// - Parameter html: valid UTF-8 without NUL.
    static func read(_ html: [UInt8]) -> PageContent {
        _ = isReady
        let collector = PageCollector()
        guard !html.isEmpty, html.count < Int32.max, let context = htmlNewParserCtxt() else { return collector.finish() }
        defer { htmlFreeParserCtxt(context) }
        guard let handler = context.pointee.sax else { return collector.finish() }
        handler.pointee = events
        // Names of elements and attributes only, as the tree is off. A tag of many thousand different attributes costs their
        // square in comparisons (2.9.14, htmlParseStartTag); past this many bytes the parser drops names that it has not met.
        _ = xmlDictSetLimit(context.pointee.dict, 16_384)
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_COMPACT.rawValue
        let session = Session(collector, context)
        withExtendedLifetime(session) {
            context.pointee.userData = Unmanaged.passUnretained(session).toOpaque()
            html.withUnsafeBytes { bytes in
                _ = htmlCtxtReadMemory(
                    context, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, "UTF-8", Int32(options))
            }
        }
        return collector.finish()
    }

    /// What the C callbacks get back as their user data.
    private final class Session {
        let collector: PageCollector
        let context: htmlParserCtxtPtr

        init(_ collector: PageCollector, _ context: htmlParserCtxtPtr) {
            self.collector = collector
            self.context = context
        }
    }

    private static let isReady: Bool = {
        xmlInitParser()  // must run once before threads parse
        return true
    }()

    private static var events: htmlSAXHandler {
        var handler = htmlSAXHandler()
        handler.initialized = 1  // SAX1, the only interface of the HTML parser
        handler.startElement = { user, name, attributes in
            guard let session = PageReader.session(user), let name, !session.collector.mustStop else { return }
            var count = 0
            if let attributes { while attributes[count * 2] != nil { count += 1 } }
            session.collector.start(
                PageReader.string(name),
                { wanted in
                    guard let attributes else { return nil }
                    for index in 0..<count {
                        guard let key = attributes[index * 2], PageReader.isEqual(key, wanted) else { continue }
                        return attributes[index * 2 + 1].map(PageReader.string)
                    }
                    return nil
                }, attributeCount: count)
            if session.collector.mustStop { xmlStopParser(session.context) }
        }
        handler.endElement = { user, name in
            guard let session = PageReader.session(user), let name, !session.collector.mustStop else { return }
            session.collector.end(PageReader.string(name))
        }
        handler.characters = { user, text, length in PageReader.characters(user, text, length) }
        handler.ignorableWhitespace = { user, text, length in PageReader.characters(user, text, length) }
        handler.cdataBlock = { user, text, length in PageReader.characters(user, text, length) }
        return handler
    }

    private static func characters(_ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let session = session(user), let text, length > 0, !session.collector.mustStop else { return }
        session.collector.characters(UnsafeBufferPointer(start: text, count: Int(length)))
    }

    private static func session(_ user: UnsafeMutableRawPointer?) -> Session? {
        user.map { Unmanaged<Session>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func string(_ text: UnsafePointer<xmlChar>) -> String { String(cString: text) }

    private static func isEqual(_ text: UnsafePointer<xmlChar>, _ wanted: String) -> Bool {
        var index = 0
        for byte in wanted.utf8 {
            guard text[index] == byte else { return false }
            index += 1
        }
        return text[index] == 0
    }
}
