import Primitives
import Testing

private enum Thing {}

struct IDTests {
    @Test(arguments: [
        "", "0190f1f0-0000-7000-8000-00000000000", "0190f1f0-0000-7000-8000-0000000000001", "0190f1f0x0000-7000-8000-000000000000",
        "0190f1f0-0000-7000-8000-00000000000g",
    ])
    func `What is not a UUID is refused`(text: String) {
        #expect(ID<Thing>(text) == nil)
    }

    @Test func `Ids carry version 7, sort by time and read back`() throws {
        let early = ID<Thing>(at: Timestamp(milliseconds: 1_000))
        let late = ID<Thing>(at: Timestamp(milliseconds: 1_001))
        #expect(early < late)
        #expect(early.description < late.description)
        #expect(Array(early.description)[14] == "7")
        #expect(ID<Thing>(early.description) == early)
        #expect(ID<Thing>(early.description.uppercased()) == early)
        #expect(early.digits == early.description.replacing("-", with: ""))
    }

    @Test func `Of bytes only the very text of an id is one`() {
        func read(_ text: String) -> ID<Thing>? { Array(text.utf8).withUnsafeBufferPointer { ID<Thing>(text: $0) } }
        let id = ID<Thing>()
        #expect(read(id.description) == id)
        for text in [
            "", id.description.uppercased() + "", "\(id)0", String(id.description.dropLast()), id.description.replacing("-", with: "0"),
        ]
        where text != id.description {
            #expect(read(text) == nil)
        }
    }

    @Test func `A hundred thousand ids of one moment differ`() {
        let moment = Timestamp(milliseconds: 1)
        let ids = Set((0..<100_000).map { _ in ID<Thing>(at: moment) })
        #expect(ids.count == 100_000)
    }
}
