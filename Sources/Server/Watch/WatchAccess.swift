import Primitives

/// Where to listen, and what with.
struct WatchAccess: Sendable {
    let target: NodeTarget
    let token: Secret
    let trust: NodeTrust
}
