package import Hummingbird
package import Logging

/// The context of a request that came in by an `HTTPService`. Others add what they know of a request.
package protocol ServingContext: RequestContext where Source == ServingContextSource {
    var record: RequestRecord { get }
}

/// What an `HTTPService` makes a context from.
package struct ServingContextSource: RequestContextSource {
    /// Carries the trace id.
    package let logger: Logger
    package let record: RequestRecord

    package init(logger: Logger, record: RequestRecord) {
        self.logger = logger
        self.record = record
    }
}

/// A context with nothing added.
package struct PlainContext: ServingContext {
    package var coreContext: CoreRequestContextStorage
    package let record: RequestRecord

    package init(source: ServingContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        record = source.record
    }
}
