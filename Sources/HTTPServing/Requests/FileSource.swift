package import NIOCore

/// An open file that a response is made of.
package struct FileSource: Sendable {
    let descriptor: CInt
    /// Keeps the descriptor open.
    let owner: any Sendable
    let prepare: @Sendable (Range<Int64>) async throws -> Void
    let read: @Sendable (Range<Int64>) async throws -> ByteBuffer

    /// - Parameters:
    ///   - owner: closes the descriptor when it goes; the source holds it.
    ///   - prepare: brings a range into memory, so that the event loop that sends it does not wait for the disk.
    ///   - read: the bytes of a range; throws when there are fewer.
    package init(
        descriptor: CInt, owner: any Sendable, prepare: @escaping @Sendable (Range<Int64>) async throws -> Void,
        read: @escaping @Sendable (Range<Int64>) async throws -> ByteBuffer
    ) {
        self.descriptor = descriptor
        self.owner = owner
        self.prepare = prepare
        self.read = read
    }
}
