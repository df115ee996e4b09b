import Primitives

extension Query {
    /// - Throws: ``Failure`` `invalidRequest` unless it is absent or a day.
    func day(_ name: String) throws(Failure) -> Day? {
        guard let text = self[name] else { return nil }
        guard let day = Day(text) else {
            throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault(name, "A day like 2030-01-31.")])
        }
        return day
    }

    /// - Throws: ``Failure`` `invalidRequest` unless it is absent or an id.
    func id<Entity>(_ name: String, of what: String) throws(Failure) -> ID<Entity>? {
        guard let text = self[name] else { return nil }
        guard let id = ID<Entity>(text) else {
            throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault(name, "The id of \(what).")])
        }
        return id
    }
}
