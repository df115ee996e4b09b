import HTTPTypes
package import Identity
import Synchronization

/// What each endpoint asks of whoever calls it, in the order in which they were added; a test holds it against the router.
package final class AccessDeclarations: Sendable {
    package enum Access: Hashable, Sendable {
        /// Anyone; why that is safe is said where the route is.
        case open
        /// Whoever has a credential of any kind, for what it says of itself.
        case credential
        /// Someone signed in, for what is theirs.
        case signedIn
        /// Whoever may broadcast to the topic that the request names.
        case topic
        /// Whoever has the key of an error project, which is no secret.
        case projectKey
        case permission(Permission)
        /// Whoever may, in the home workspace.
        case node(Permission)
    }

    package struct Declaration: Hashable, Sendable {
        package let method: String
        package let path: String
        package let access: Access
    }

    private let declared = Mutex<[Declaration]>([])

    package init() {}

    package var all: [Declaration] { declared.withLock { $0 } }

    func add(_ method: HTTPRequest.Method, _ path: String, _ access: Access) {
        declared.withLock { $0.append(Declaration(method: method.rawValue, path: path, access: access)) }
    }
}
