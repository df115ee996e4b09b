/// What stands directly below a prefix: an object, or a folder that holds some.
package enum LevelEntry: Hashable, Sendable {
    case object(BucketObject)
    /// The folder's whole key, with the slash at its end.
    case folder(String)
}
