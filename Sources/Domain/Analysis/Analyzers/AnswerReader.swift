import FoundationEssentials
import Primitives

/// One object of an analyzer's answer, which knows where it stands, so that a fault can be named.
struct AnswerReader {
    private let value: [String: JSONValue]
    private let path: String

    /// - Throws: ``AnalysisFailure`` `analyzerBadAnswer` for anything but an object.
    init(_ body: [UInt8]) throws(AnalysisFailure) {
        let root: JSONValue
        do {
            root = try JSONDecoder().decode(JSONValue.self, from: Data(body))
        } catch {
            throw AnalysisFailure(.analyzerBadAnswer, detail: "no JSON")
        }
        try self.init(root, path: "")
    }

    private init(_ value: JSONValue, path: String) throws(AnalysisFailure) {
        guard let members = value.object else {
            throw AnalysisFailure(.analyzerBadAnswer, detail: "\(path.isEmpty ? "/" : path): no object")
        }
        self.value = members
        self.path = path
    }

    func fault(_ name: String, _ reason: String) -> AnalysisFailure {
        AnalysisFailure(.analyzerBadAnswer, detail: "\(path)/\(name): \(reason.singleLine().prefix(120))")
    }

    private subscript(name: String) -> JSONValue? {
        let found = value[name]
        return found == .null ? nil : found
    }

    /// One line of text, cleaned of what can't be shown.
    func text(_ name: String, upTo length: Int) throws(AnalysisFailure) -> String? {
        guard let found = self[name] else { return nil }
        return try line(found, name, length)
    }

    /// Text as it came, line breaks included, for what is JSON itself.
    func raw(_ name: String) -> String? { self[name]?.string }

    /// `nil` for anything but a whole number.
    func number(_ name: String) -> Int64? { self[name]?.integer }

    func required(_ name: String, upTo length: Int) throws(AnalysisFailure) -> String {
        guard let text = try text(name, upTo: length), !text.isEmpty else { throw fault(name, "missing or empty") }
        return text
    }

    func texts(_ name: String, upTo count: Int, length: Int) throws(AnalysisFailure) -> [String]? {
        guard let entries = try list(name, upTo: count) else { return nil }
        var result: [String] = []
        for (place, entry) in entries.enumerated() { result.append(try line(entry, "\(name)/\(place)", length)) }
        return result.filter { !$0.isEmpty }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(AnalysisFailure) -> Int {
        guard let number = self[name]?.integer, let value = Int(exactly: number), range.contains(value) else {
            throw fault(name, "no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func integers(_ name: String, upTo count: Int) throws(AnalysisFailure) -> [Int]? {
        guard let entries = try list(name, upTo: count) else { return nil }
        var result: [Int] = []
        for (place, entry) in entries.enumerated() {
            guard let number = entry.integer.flatMap({ Int(exactly: $0) }) else { throw fault("\(name)/\(place)", "no whole number") }
            result.append(number)
        }
        return result
    }

    func object(_ name: String) throws(AnalysisFailure) -> AnswerReader? {
        guard let found = self[name] else { return nil }
        return try AnswerReader(found, path: "\(path)/\(name)")
    }

    func objects(_ name: String, upTo count: Int) throws(AnalysisFailure) -> [AnswerReader]? {
        guard let entries = try list(name, upTo: count) else { return nil }
        var result: [AnswerReader] = []
        for (place, entry) in entries.enumerated() { result.append(try AnswerReader(entry, path: "\(path)/\(name)/\(place)")) }
        return result
    }

    private func list(_ name: String, upTo count: Int) throws(AnalysisFailure) -> [JSONValue]? {
        guard let found = self[name] else { return nil }
        guard let entries = found.array else { throw fault(name, "no list") }
        guard entries.count <= count else { throw fault(name, "more than \(count) entries") }
        return entries
    }

    private func line(_ value: JSONValue, _ name: String, _ length: Int) throws(AnalysisFailure) -> String {
        guard let text = value.string else { throw fault(name, "no text") }
        let line = text.singleLine()
        // One visible character may carry any number of combining marks.
        guard line.count <= length, line.utf8.count <= length * 8 else { throw fault(name, "longer than \(length) characters") }
        return line
    }
}
