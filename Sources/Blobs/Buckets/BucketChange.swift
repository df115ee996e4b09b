/// What is to become of a bucket's rules; what is absent stays.
package struct BucketChange: Hashable, Sendable {
    package var isPublic: Bool?
    /// The inner `nil` takes the limit away.
    package var byteLimit: Int64??
    /// The inner `nil` allows anything.
    package var mediaTypes: [MediaTypePattern]??

    package init(isPublic: Bool? = nil, byteLimit: Int64?? = nil, mediaTypes: [MediaTypePattern]?? = nil) {
        self.isPublic = isPublic
        self.byteLimit = byteLimit
        self.mediaTypes = mediaTypes
    }
}
