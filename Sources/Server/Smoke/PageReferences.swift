/// What a page loads before it can show anything, as its HTML names it.
///
/// Reads start tags, quoted or bare attributes, comments and the content of scripts; that is enough for pages that a build writes.
struct PageReferences: Equatable {
    private(set) var scripts: [String] = []
    private(set) var styleSheets: [String] = []

    init(html: String) {
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                rest = Self.after("-->", in: rest)
                continue
            }
            rest = rest.dropFirst()
            let name = Self.name(&rest)
            guard name == "script" || name == "link" else { continue }
            let attributes = Self.attributes(&rest)
            if name == "script" {
                if let source = attributes["src"] { scripts.append(source) }
                rest = Self.after("</script", in: rest)
            } else if attributes["rel"]?.lowercased().split(separator: " ").contains("stylesheet") == true, let target = attributes["href"]
            {
                styleSheets.append(target)
            }
        }
    }

    private static func after(_ end: String, in text: Substring) -> Substring {
        var rest = text
        while !rest.isEmpty {
            if rest.first == end.first, rest.prefix(end.count).lowercased() == end { return rest.dropFirst(end.count) }
            rest = rest.dropFirst()
        }
        return rest
    }

    private static func name(_ rest: inout Substring) -> String {
        let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" && $0 != "=" && $0 != "<" }
        rest = rest[name.endIndex...]
        return name.lowercased()
    }

    /// Up to and with the end of the tag; the first of two equal names counts (HTML §13.2.5.33).
    private static func attributes(_ rest: inout Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        while let next = rest.first {
            if next == ">" {
                rest = rest.dropFirst()
                break
            }
            let key = name(&rest)
            guard !key.isEmpty else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.drop { $0.isWhitespace }
            var value = ""
            if rest.first == "=" {
                rest = rest.dropFirst().drop { $0.isWhitespace }
                value = attributeValue(&rest)
            }
            if attributes[key] == nil { attributes[key] = value }
        }
        return attributes
    }

    private static func attributeValue(_ rest: inout Substring) -> String {
        if let quote = rest.first, quote == "\"" || quote == "'" {
            rest = rest.dropFirst()
            let value = rest.prefix { $0 != quote }
            rest = rest[value.endIndex...].dropFirst()
            return String(value).replacing("&amp;", with: "&")
        }
        let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
        rest = rest[value.endIndex...]
        return String(value).replacing("&amp;", with: "&")
    }
}
