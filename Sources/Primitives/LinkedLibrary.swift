/// A C library as this process has it, by its own word.
package struct LinkedLibrary: Hashable, Sendable {
    package let name: String
    /// Numbers with points between them.
    package let version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
