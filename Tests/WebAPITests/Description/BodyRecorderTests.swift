import Primitives
import Testing

@testable import WebAPI

struct BodyRecorderTests {
    private enum Colour: String, Decodable, CaseIterable {
        case red, green
    }

    private struct Inner: Decodable {
        let amount: Money
    }

    private struct Body: Decodable {
        let name: String
        let note: String?
        let id: ID<Body>
        let colour: Colour?
        let tags: [String]
        let inner: Inner?
        let count: Int64?
    }

    @Test func `What a body asks for is known without one, with what may be left out`() throws {
        let schema = BodyRecorder.shape(of: Body.self).schema
        #expect(schema["required"]?.array == ["id", "name", "tags"])
        let properties = schema["properties"]
        #expect(properties?["colour"]?["enum"]?.array == ["red", "green", .null])
        #expect(properties?["id"]?["format"]?.string == "uuid")
        #expect(properties?["tags"]?["items"]?["type"]?.string == "string")
        #expect(properties?["inner"]?["properties"]?["amount"]?["$ref"]?.string == "#/components/schemas/Money")
        #expect(properties?["count"]?["type"]?.array == ["integer", "null"])
    }
}
