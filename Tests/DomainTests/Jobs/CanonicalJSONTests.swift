import NIOCore
import Realtime
import Testing

@testable import Domain

struct CanonicalJSONTests {
    @Test(arguments: [
        (#"{"b": [1, {"d":null, "c":"é"}], "a": true}"#, #"{"a":true,"b":[1,{"c":"é","d":null}]}"#),
        (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#" [ ] "#, "[]"), ("{}", "{}"), (#""é\/\n""#, #""é/\n""#), ("1.50", "1.50"),
        ("12345678901234567890123", "12345678901234567890123"),
    ])
    func `Equal values have equal texts, to the digit`(_ text: String, _ canonical: String) throws {
        let slice = try #require(JSONSlice(ByteBuffer(string: text)))
        #expect(String(decoding: slice.canonicalBytes, as: UTF8.self) == canonical)
    }
}
