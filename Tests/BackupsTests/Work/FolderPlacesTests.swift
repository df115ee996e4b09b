import Backups
import Foundation
import TestSupport
import Testing

struct FolderPlacesTests {
    @Test(arguments: [
        ("/a/data", "/a/data"), ("/a/data/backups", "/a/data"), ("/a/data/./x/../backups/", "/a/data"), ("/a", "/a/data"), ("/", "/a/data"),
    ])
    func `Places of which one holds the other are refused`(backups: String, data: String) {
        #expect(FolderPlaces.fault(backups: backups, data: data)?.contains(backups) == true)
    }

    @Test(arguments: [("/a/data-backups", "/a/data"), ("/mnt/backups", "/a/data"), ("/a/dat", "/a/data")])
    func `Places beside each other are right`(backups: String, data: String) {
        #expect(FolderPlaces.fault(backups: backups, data: data) == nil)
    }

    @Test func `A link is followed, also where the rest of the path is not there yet`() async throws {
        try await withFolder { root in
            let files = FileManager.default
            try files.createDirectory(atPath: root + "/data", withIntermediateDirectories: true)
            try files.createSymbolicLink(atPath: root + "/link", withDestinationPath: root + "/data")
            #expect(FolderPlaces.fault(backups: root + "/link/backups", data: root + "/data") != nil)
            #expect(FolderPlaces.fault(backups: root + "/data", data: root + "/link") != nil)
            #expect(FolderPlaces.fault(backups: root + "/linked", data: root + "/data") == nil)
        }
    }
}
