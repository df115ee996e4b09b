/// A session as a write left it, before its tokens are made: ``Sessions/issue(_:)`` makes them once the write is on disk.
package struct OpenedSession: Sendable {
    package let session: Session
    package let principal: Principal
    package let person: Person
}
