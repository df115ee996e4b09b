import Primitives
import Testing

@testable import Backups

struct BackupNameTests {
    @Test(arguments: [
        "", "20300131T120000000Z", "20300131T120000000Z-0a1b2c3", "20300131T120000000Z-0a1b2c3g", "20301331T120000000Z-0a1b2c3d",
        "../20300131T120000000Z-0a1b2", "20300131T120000000Z_0a1b2c3d",
    ]) func `What is no name is refused`(text: String) {
        #expect(BackupName(text) == nil)
    }

    @Test func `A name says when the backup was made, and sorts by it`() throws {
        let moment = try #require(Timestamp("2030-01-31T12:34:56.789Z"))
        let name = BackupName(at: moment)
        #expect(name.description.hasPrefix("20300131T123456789Z-"))
        #expect(BackupName(name.description)?.createdAt == moment)
        #expect(name < BackupName(at: moment + .milliseconds(1)))
    }
}
