/// What a value of a body or a parameter looks like (JSON Schema 2020-12 in the description of the API).
indirect enum Shape: Sendable {
    /// At most so many characters.
    case text(upTo: Int)
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
    case object([Member])
    /// Any JSON, where the value is someone else's: arguments of jobs.
    case anything
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
