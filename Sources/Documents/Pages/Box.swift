/// A rectangle in points from the page's top left corner.
struct Box: Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}
