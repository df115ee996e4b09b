import Primitives

/// Why something with a node went wrong, as a sentence for the person at the terminal.
struct NodeFault: Error, CustomStringConvertible {
    /// A line of a terminal that can still be read; answers of other servers may hold whole pages.
    private static let lengthLimit = 400

    let description: String
    /// Nothing answered at all, so nothing else makes sense.
    let isUnreachable: Bool
    /// The node does not let this caller in, and will not next time.
    let isRefusal: Bool

    /// - Parameter sentence: may quote what a server sent; it is made fit for a terminal.
    init(_ sentence: String, isUnreachable: Bool = false, isRefusal: Bool = false) {
        description = sentence.singleLine().prefix(utf8: Self.lengthLimit)
        self.isUnreachable = isUnreachable
        self.isRefusal = isRefusal
    }

    /// Of whatever was thrown.
    init(describing error: any Error) {
        switch error {
        case let fault as NodeFault: self = fault
        case let failure as Failure: self.init(failure.message)
        default: self.init("\(error)")
        }
    }
}
