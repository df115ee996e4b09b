/// Where in a JSON document something is (RFC 6901), as problem bodies name it.
package enum JSONPointer {
    /// Longer names are nobody's; they are cut.
    private static let nameByteLimit = 100

    /// The step to a member: a slash and its name, whose own slashes and tildes are escaped (§3).
    package static func step(_ name: String) -> String {
        let name = name.prefix(utf8: nameByteLimit)
        // Nearly all have none, and a step is made for members that are right, too.
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return "/\(name)" }
        return "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
