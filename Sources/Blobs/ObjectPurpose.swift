import DataStore

/// What an object is kept for; decides later who may see it and how long it stays.
package enum ObjectPurpose: String, Sendable, CaseIterable, SQLConvertible {
    case dossier
    /// A version of what a key in a bucket stands for.
    case object
    /// What was uploaded to be read by the node itself.
    case upload
}
