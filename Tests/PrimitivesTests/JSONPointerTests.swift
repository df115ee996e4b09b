import Primitives
import Testing

struct JSONPointerTests {
    @Test(arguments: [
        ("name", "/name"), ("", "/"), ("a/b", "/a~1b"), ("m~n", "/m~0n"), ("~1", "/~01"), ("é \"", "/é \""),
        (String(repeating: "x", count: 200), "/" + String(repeating: "x", count: 100)),
    ])
    func `A step has the member's name, its slashes and tildes escaped`(name: String, step: String) {
        #expect(JSONPointer.step(name) == step)
    }
}
