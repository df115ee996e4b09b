/// A socket that can't be opened; the message names its path and the system's reason.
package struct SocketFault: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
