import Primitives
import Testing

struct ShapeRecorderTests {
    private enum Mood: String, CaseIterable, JSONWritable {
        case calm, cross
    }

    private struct Part: Sampled {
        static var sample: Self { Self() }
        func write(to json: inout JSONWriter) { json.object { $0.member("weight", 1.5) } }
    }

    private struct Whole: Sampled {
        static var sample: Self { Self() }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", ID<Whole>())
                json.member("at", Timestamp?.some(.now()))
                json.member("name", String?.none)
                json.member("mood", Mood.calm)
                json.member("part", Part?.none)
                json.member("parts", array: [Part]())
                json.member("own", json: "[]".utf8)
                json.sometimes { $0.member("count", 3) }
                json.member("named", object: { $0.member(named: "a", true) })
            }
        }
    }

    @Test func `What a value writes is known with its types, also where it writes null or nothing`() {
        let part = RecordedShape.named("Part", .object([.init(name: "weight", shape: .number, isAlwaysThere: true)]))
        func member(_ name: String, _ shape: RecordedShape, isAlwaysThere: Bool = true) -> RecordedShape.Member {
            .init(name: name, shape: shape, isAlwaysThere: isAlwaysThere)
        }
        let expected = RecordedShape.named(
            "Whole",
            .object([
                member("id", .id), member("at", .nullable(.moment)), member("name", .nullable(.text)),
                member("mood", .word(["calm", "cross"])),
                member("part", .nullable(part)), member("parts", .list(part)), member("own", .anything),
                member("count", .integer, isAlwaysThere: false), member("named", .map(.flag)),
            ]))
        #expect(JSONWriter.shape(of: Whole.self).shape == expected)
    }
}
