import Identity
package import Primitives

extension LeadQuery {
    private static let tagLimit = 20
    private static let tagLengthLimit = 40

    /// The names of the parameters that make a query.
    package static let parameterNames: Set<String> = [
        "status", "stage", "owner", "tag", "project", "score_min", "score_max", "created_after", "created_before", "updated_after",
        "updated_before", "due_before", "value_min", "stale", "archived", "trash", "q", "sort",
    ]

    /// Reads the parameters of a request or the members of a view; others are none of its business. Of one that comes twice the last counts, but
    /// tags, of which all do.
    ///
    /// - Throws: ``Failure`` `invalidRequest` with a fault for each that is not right.
    package init(parameters: [(name: String, value: String)]) throws(Failure) {
        self.init()
        var faults: [FieldFault] = []
        for (name, value) in parameters where !value.isEmpty {
            if let message = read(name, value) { faults.append(FieldFault(name, message)) }
        }
        if filter.tags.count > Self.tagLimit { faults.append(FieldFault("tag", "At most \(Self.tagLimit).")) }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The list can't be filtered so.", fields: faults) }
    }

    /// Answers what is wrong with it.
    private mutating func read(_ name: String, _ value: String) -> String? {
        switch name {
        case "status": Self.word(value, &filter.status)
        case "stage": Self.id(value, &filter.stage)
        case "project": Self.id(value, &filter.project)
        case "owner": owner(value)
        case "tag": tag(value)
        case "score_min": Self.score(value, &filter.score.lower)
        case "score_max": Self.score(value, &filter.score.upper)
        case "created_after": Self.moment(value, &filter.created.lower)
        case "created_before": Self.moment(value, &filter.created.upper)
        case "updated_after": Self.moment(value, &filter.updated.lower)
        case "updated_before": Self.moment(value, &filter.updated.upper)
        case "due_before": Self.moment(value, &filter.dueBefore)
        case "value_min": valueMin(value)
        case "stale": stale(value)
        case "archived": archived(value)
        case "trash": trash(value)
        case "q": text(value)
        case "sort": order(value)
        default: nil
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(_ value: String, _ word: inout Word?) -> String? {
        word = Word(rawValue: value)
        return word == nil ? "One of \(Word.allCases.map(\.rawValue).joined(separator: ", "))." : nil
    }

    private static func id<Entity>(_ value: String, _ id: inout ID<Entity>?) -> String? {
        id = ID(value)
        return id == nil ? "This is not an id." : nil
    }

    private static func score(_ value: String, _ score: inout Int?) -> String? {
        score = Int(value).flatMap { (0...100).contains($0) ? $0 : nil }
        return score == nil ? "A whole number from 0 to 100." : nil
    }

    private static func moment(_ value: String, _ moment: inout Timestamp?) -> String? {
        moment = Timestamp(value) ?? Timestamp(value + "T00:00:00Z")
        return moment == nil ? "A day or moment such as 2030-01-31 or 2030-01-31T12:00:00Z." : nil
    }

    private mutating func valueMin(_ value: String) -> String? {
        filter.valueMin = Int64(value).flatMap { $0 < 0 ? nil : $0 }
        return filter.valueMin == nil ? "A whole number of minor units, such as 100000 for 1,000 euros." : nil
    }

    private mutating func stale(_ value: String) -> String? {
        guard value == "true" || value == "false" else { return "True or false." }
        filter.isStale = value == "true"
        return nil
    }

    private mutating func owner(_ value: String) -> String? {
        if value == "none" {
            filter.owner = LeadFilter.Owner.none
            return nil
        }
        guard let person = ID<Person>(value) else { return "The id of a member, or none." }
        filter.owner = .person(person)
        return nil
    }

    private mutating func tag(_ value: String) -> String? {
        let tag = LeadTags.key(of: value.singleLine())
        guard !tag.isEmpty, tag.count <= Self.tagLengthLimit else { return "1 to \(Self.tagLengthLimit) characters." }
        if !filter.tags.contains(tag) { filter.tags.append(tag) }
        return nil
    }

    private mutating func archived(_ value: String) -> String? {
        var wanted: LeadFilter.Archived?
        if let message = Self.word(value, &wanted) { return message }
        filter.archived = wanted ?? .exclude
        return nil
    }

    private mutating func trash(_ value: String) -> String? {
        guard value == "true" || value == "false" else { return "True or false." }
        filter.trash = value == "true"
        return nil
    }

    private mutating func text(_ value: String) -> String? {
        filter.text = LeadFilter(text: value).text
        return nil
    }

    private mutating func order(_ value: String) -> String? {
        var wanted: LeadSort?
        if let message = Self.word(value, &wanted) { return message }
        sort = wanted ?? .newest
        return nil
    }
}
