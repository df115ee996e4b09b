import Blobs
import Glibc
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct BlobHealthTests {
    @Test func `A disk that can't be written is named, and asked again after five seconds only`() async throws {
        let isFull = Mutex(true)
        try await withBlobs(hooks: BlobHooks(writeFault: { _ in isFull.withLock { $0 } ? ENOSPC : nil })) { world throws in
            guard case .failing(let reason) = await world.blobs.health() else {
                Issue.record("a full disk counts as healthy")
                return
            }
            #expect(reason.contains("full"))
            isFull.withLock { $0 = false }
            world.clock.advance(by: .milliseconds(4_999))
            #expect(await world.blobs.health() != .ok)
            world.clock.advance(by: .milliseconds(1))
            #expect(await world.blobs.health() == .ok)
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `A folder that is gone is named`() async throws {
        try await withBlobs { world throws in
            #expect(rename(world.path, world.path + "-gone") == 0)
            #expect(await world.blobs.health() != .ok)
        }
    }
}
