import DataStore
import FoundationEssentials
import TestSupport
import Testing

struct DataFolderTests {
    @Test func `A second holder is refused with the first one's process id`() async throws {
        try await withFolder { folder in
            let first = try DataFolder(path: folder + "/data")
            let error = #expect(throws: StoreError.self) { try DataFolder(path: folder + "/data") }
            #expect(error?.code == .locked)
            #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
            _ = first.path
        }
    }

    @Test func `The lock ends with its holder`() async throws {
        try await withFolder { folder in
            _ = try DataFolder(path: folder + "/data")
            _ = try DataFolder(path: folder + "/data")
            #expect(FileManager.default.fileExists(atPath: folder + "/data/uprising.lock"))
        }
    }

    @Test func `A place that can't be written is refused`() {
        let error = #expect(throws: StoreError.self) { try DataFolder(path: "/proc/uprising") }
        #expect(error?.code == .readOnly)
    }
}
