package import Primitives

/// What shall become of a workspace's settings; what is `nil` stays as it is.
package struct WorkspaceChange: Sendable {
    package var name: DisplayName?
    package var language: Language?
    package var timeZone: TimeZoneName?
    package var currency: Currency?
    package var payoutsNeedTwo: Bool?

    package init(name: DisplayName? = nil, language: Language? = nil, timeZone: TimeZoneName? = nil, currency: Currency? = nil) {
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.currency = currency
    }

    /// Parses what a form sends; what is `nil` is not changed.
    ///
    /// - Throws: ``Failure`` `invalidRequest` that names every fault.
    package init(name: String?, language: String?, timeZone: String?, currency: String?) throws(Failure) {
        self.init(
            name: name.flatMap(DisplayName.init), language: language.flatMap(Language.init(rawValue:)),
            timeZone: timeZone.flatMap(TimeZoneName.init(_:)), currency: currency.flatMap(Currency.init(_:)))
        var faults: [FieldFault] = []
        if name != nil, self.name == nil { faults.append(FieldFault("/name", "1 to \(DisplayName.characterLimit) printable characters")) }
        if language != nil, self.language == nil { faults.append(FieldFault("/language", "fr or en")) }
        if timeZone != nil, self.timeZone == nil { faults.append(FieldFault("/timeZone", "a time zone such as Europe/Paris")) }
        if currency != nil, self.currency == nil { faults.append(FieldFault("/currency", "an ISO 4217 code such as EUR")) }
        if !faults.isEmpty { throw Failure(.invalidRequest, "Some fields need another look.", fields: faults) }
    }
}
