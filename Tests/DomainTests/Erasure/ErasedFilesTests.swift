import Blobs
import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct ErasedFilesTests {
    @Test func `A file of the chat that is called by a person is called otherwise once they are erased, and opens as before`() async throws
    {
        try await withChat { world in
            let (leads, store) = (world.world.leads, world.store)
            let imports = Imports(store: store, blobs: leads.blobs, jobs: world.world.jobs, leads: leads, log: world.world.log)
            let erasure = Erasure(store: store, leads: leads, imports: imports, ring: KeyRing(root: .random(byteCount: 32)))
            let channel = try await world.general()
            let theirs = try await world.upload("CV of Jean Dupont.txt", to: channel)
            let others = try await world.upload("Minutes.txt", to: channel)
            let message = try await world.say("The papers", in: channel, files: [theirs, others])

            let strangers = try await erasure.eraseFromMessages(["Jean Dupont"], of: world.world.stranger.workspaceID)
            #expect(strangers.messages == 0)
            let counts = try await erasure.eraseFromMessages(["jean dupont"], of: world.ada.workspaceID)
            #expect(counts.messages == 1)

            let window = try await world.window(channel)
            let left = try #require(window.messages.first)
            #expect(left.id == message.id && left.version == message.version + 1 && left.text == "The papers")
            #expect(left.attachments.map(\.name) == ["CV of [erased].txt", "Minutes.txt"])
            #expect(left.attachments.allSatisfy { $0.url != nil })
            let bucket = try await world.chat.buckets.bucket(ChatFiles.bucket, in: ID(of: world.ada.workspaceID))
            let key = left.attachments[0].key
            #expect(try await world.chat.buckets.generations(of: [key], in: bucket)[key] != nil)
            for table in ["bucket_object", "message_attachment", "blob_object"] {
                let column = ["bucket_object": "key", "message_attachment": "object_key", "blob_object": "name"][table] ?? ""
                let named: Int? = try await store.read { try $0.value("SELECT count(*) FROM \(table) WHERE \(column) LIKE '%Dupont%'", []) }
                #expect(named == 0, "\(table)")
            }
        }
    }
}
