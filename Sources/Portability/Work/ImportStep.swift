/// How far an import is.
package enum ImportStep: Hashable, Sendable {
    /// Every file of the export is as its manifest says.
    case checked
    /// The rows are in a database of their own, which has been checked.
    case loaded
    /// A stored file is on the disk.
    case staged
    /// It is part of the node.
    case settled
}

/// Told of each step; what it throws ends the import: a test's hand.
package typealias ImportProgress = @Sendable (ImportStep) throws -> Void
