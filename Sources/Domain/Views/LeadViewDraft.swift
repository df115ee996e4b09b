package import Primitives

/// What someone wants a view to be, as they wrote it: all of it, or what is to change.
package struct LeadViewDraft: Sendable {
    static let nameLimit = 80
    private static let columnLimit = 40
    private static let columnNameLimit = 60

    private let members: [String: JSONValue]

    package init(_ members: [String: JSONValue]) {
        self.members = members
    }

    /// `view` with what the draft says.
    ///
    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    func applied(to view: LeadView) throws(Failure) -> LeadView {
        var view = view
        var check = FieldCheck()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            switch (name, value) {
            case ("name", .string(let text)): view.name = check.line(text, "/name", limit: Self.nameLimit) ?? ""
            case ("shared", .bool(let shared)): view.shared = shared
            case ("query", .object(let query)): Self.read(query, into: &view, &check)
            case ("name", _): check.add("/name", "This is to be a text.")
            case ("shared", _): check.add("/shared", "This is to be true or false.")
            case ("query", _): check.add("/query", "This is to be an object.")
            default: check.add(JSONPointer.step(name), "There is no such field, or it can't be changed.")
            }
        }
        if view.name.isEmpty { check.add("/name", "Give the view a name.") }
        try check.finish("The view was not kept: some fields are not right.")
        return view
    }

    /// - Throws: ``Failure`` `invalidRequest` for members that no view has.
    static func read(query members: [String: JSONValue], into view: inout LeadView) throws(Failure) {
        var check = FieldCheck()
        read(members, into: &view, &check)
        try check.finish("The view can't be read.")
    }

    private static func read(_ members: [String: JSONValue], into view: inout LeadView, _ check: inout FieldCheck) {
        var parameters: [(name: String, value: String)] = []
        view.columns = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where value != .null {
            if name == "columns" {
                view.columns = columns(value, &check)
            } else if !LeadQuery.parameterNames.contains(name) {
                check.add("/query\(JSONPointer.step(name))", "There is no such filter.")
            } else if let texts = texts(value) {
                parameters += texts.map { (name, $0) }
            } else {
                check.add("/query/\(name)", "This is to be a text, a number or true or false; of tags, an array of texts.")
            }
        }
        do {
            view.query = try LeadQuery(parameters: parameters)
        } catch {
            for fault in error.fields { check.add("/query/\(fault.pointer)", fault.message) }
        }
    }

    private static func texts(_ value: JSONValue) -> [String]? {
        switch value {
        case .string(let text): [text]
        case .integer(let number): [String(number)]
        case .bool(let flag): [String(flag)]
        case .array(let values): values.allSatisfy { $0.string != nil } ? values.compactMap(\.string) : nil
        case .null, .number, .object: nil
        }
    }

    private static func columns(_ value: JSONValue, _ check: inout FieldCheck) -> [String] {
        guard let names = value.array?.map({ $0.string ?? "" }), names.count <= columnLimit,
            names.allSatisfy({ (1...columnNameLimit).contains($0.utf8.count) && $0.isPlainLine })
        else {
            check.add("/query/columns", "An array of at most \(columnLimit) names of 1 to \(columnNameLimit) characters.")
            return []
        }
        return names
    }
}
