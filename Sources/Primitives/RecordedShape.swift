/// What a value looked like while it wrote itself.
package indirect enum RecordedShape: Hashable, Sendable {
    case flag
    case integer
    case number
    case text
    case id
    case moment
    /// One of these texts.
    case word([String])
    case object([Member])
    /// An object whose members have names of somebody's own.
    case map(RecordedShape)
    case list(RecordedShape)
    /// One of several.
    case either([RecordedShape])
    /// Any JSON: what is kept for somebody else.
    case anything
    /// The shape of a type that is described once, under its name.
    case named(String, RecordedShape)
    case nullable(RecordedShape)
    /// Nothing was there, and nothing says what would have been: the sample has to be mended.
    case unknown

    package struct Member: Hashable, Sendable {
        package let name: String
        package let shape: RecordedShape
        package let isAlwaysThere: Bool

        package init(name: String, shape: RecordedShape, isAlwaysThere: Bool) {
            self.name = name
            self.shape = shape
            self.isAlwaysThere = isAlwaysThere
        }
    }

    static func either(of shapes: [RecordedShape]) -> RecordedShape {
        var different: [RecordedShape] = []
        for shape in shapes where !different.contains(shape) { different.append(shape) }
        return different.count > 1 ? .either(different) : different.first ?? .unknown
    }
}
