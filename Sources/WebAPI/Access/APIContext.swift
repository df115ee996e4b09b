package import HTTPServing
package import Hummingbird

/// The context of a request to the API.
package struct APIContext: ServingContext {
    package var coreContext: CoreRequestContextStorage
    package let record: RequestRecord
    /// What the operation says of the body of its requests.
    var body: Shape?

    package init(source: ServingContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        record = source.record
    }
}
