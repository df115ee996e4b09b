/// What is to be known of an object that is being stored, beside its bytes.
package struct NewObject: Hashable, Sendable {
    package var key: ObjectKey
    package var contentType: String
    package var cacheControl: String
    /// A JSON object as text.
    package var metadata: String?
    package var owner: String?

    package init(key: ObjectKey, contentType: String, cacheControl: String = "no-cache", metadata: String? = nil, owner: String? = nil) {
        self.key = key
        self.contentType = contentType
        self.cacheControl = cacheControl
        self.metadata = metadata
        self.owner = owner
    }
}
