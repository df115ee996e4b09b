/// What a value of a body or a parameter looks like (JSON Schema 2020-12 in the description of the API).
indirect enum Shape: Sendable {
    /// At most so many characters.
    case text(upTo: Int)
    /// As long as an address can be: what is too long is as good as what nothing matches.
    case anyText
    /// Of so many characters, at least one of which shows.
    case line(upTo: Int)
    /// What a regular expression (ECMA-262) lets through.
    case pattern(String, upTo: Int)
    case email
    case id
    /// RFC 3339.
    case moment
    /// `2030-01-31`.
    case day
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case flag
    /// `{amount, currency}`, in minor units.
    case money
    case oneOf([String])
    case list(Shape, upTo: Int)
    /// The same with at least one.
    case filledList(Shape, upTo: Int)
    case object([Member])
    /// Any JSON, where the value is someone else's: arguments of jobs.
    case anything
    /// An object whose members have names of the caller's own.
    case map(Shape)
    case either([Shape])
    case nullable(Shape)

    static let text = Shape.text(upTo: 10_000)
    static let count = Shape.integer(0...Int64.max)

    struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
        let summary: String

        init(_ name: String, _ shape: Shape, required isRequired: Bool = false, _ summary: String = "") {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
            self.summary = summary
        }
    }
}
