import Blobs
import DataStore
import FoundationEssentials
import NIOCore
import Primitives
import TestSupport
import Testing

@testable import WebAPI

@Suite struct SmallFilesTests {
    private enum Tenant {}

    private struct World {
        let blobs: BlobStore
        let folder: String
        let workspace = ID<Tenant>()
        let store: Store

        func put(_ bytes: [UInt8]) async throws -> StoredObject {
            let staged = try await blobs.stage(bytes, in: workspace, limit: 10_000_000)
            let name = try #require(ObjectName("a.bin"))
            return try await store.write { [blobs] in
                try blobs.attach(staged, name: name, contentType: "application/pdf", purpose: .dossier, in: $0)
            }
        }

        /// Where the disk has it.
        func path(of object: StoredObject) throws -> String {
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            return try "\(folder)/" + #require(names.first { $0.hasSuffix("\(object.hash)") })
        }
    }

    private func withWorld(_ body: (World) async throws -> Void) async throws {
        let tenants = Migration("test/001", "CREATE TABLE workspace (id TEXT PRIMARY KEY) {strict};")
        try await withFolder { folder in
            try await withStore([tenants] + BlobSchema.migrations) { store in
                let world = World(blobs: try BlobStore(path: folder + "/blobs", store: store), folder: folder + "/blobs", store: store)
                try await store.write { _ = try $0.execute("INSERT INTO workspace VALUES (?)", [world.workspace]) }
                try await body(world)
            }
        }
    }

    @Test func `A file that is removed behind the node's back is missed by the next reader`() async throws {
        try await withWorld { world in
            let object = try await world.put([1, 2, 3])
            let files = SmallFiles()
            #expect(try await files.bytes(of: object, from: world.blobs).readableBytes == 3)
            try FileManager.default.removeItem(atPath: world.path(of: object))
            let error = await #expect(throws: BlobError.self) { _ = try await files.bytes(of: object, from: world.blobs) }
            #expect(error?.code == .missing)
        }
    }

    @Test func `A file that is cut or overwritten behind the node's back is read again`() async throws {
        try await withWorld { world in
            let object = try await world.put([1, 2, 3])
            let files = SmallFiles()
            _ = try await files.bytes(of: object, from: world.blobs)
            let path = try world.path(of: object)
            try Data([4, 5, 6]).write(to: URL(filePath: path))
            #expect(try await Array(files.bytes(of: object, from: world.blobs).readableBytesView) == [4, 5, 6])
            try Data([4]).write(to: URL(filePath: path))
            let error = await #expect(throws: BlobError.self) { _ = try await files.bytes(of: object, from: world.blobs) }
            #expect(error?.code == .wrongLength)
        }
    }

    @Test func `More small files than memory is given are all read as they are`() async throws {
        try await withWorld { world in
            let files = SmallFiles()
            var objects: [StoredObject] = []
            for number in 0..<90 {
                objects.append(try await world.put([UInt8](repeating: UInt8(number), count: Int(SmallFiles.fileByteLimit) - number)))
            }
            for _ in 0..<2 {
                for (number, object) in objects.enumerated() {
                    let bytes = try await files.bytes(of: object, from: world.blobs)
                    #expect(bytes.readableBytes == Int(object.byteCount) && bytes.readableBytesView.first == UInt8(number))
                    #expect(files.byteCount <= SmallFiles.byteLimit)
                }
            }
        }
    }
}
