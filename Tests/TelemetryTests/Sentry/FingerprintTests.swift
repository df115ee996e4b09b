import Primitives
import Testing

@testable import Telemetry

struct FingerprintTests {
    private func fingerprint(_ json: JSONValue) -> String { Fingerprint.of(SentryEvent(json: json)) }

    private func exception(_ type: String, _ value: String, line: Int64 = 1, function: String = "pay", inApp: Bool = true) -> JSONValue {
        [
            "exception": [
                "values": [
                    [
                        "type": .string(type), "value": .string(value),
                        "stacktrace": [
                            "frames": [
                                ["module": "lib", "function": "call", "lineno": 7, "in_app": false],
                                ["module": "shop", "function": .string(function), "lineno": .integer(line), "in_app": .bool(inApp)],
                            ]
                        ],
                    ]
                ]
            ]
        ]
    }

    @Test func `Another type or another function is another error`() {
        #expect(fingerprint(exception("A", "x")) != fingerprint(exception("B", "x")))
        #expect(fingerprint(exception("A", "x")) != fingerprint(exception("A", "x", function: "refund")))
        #expect(fingerprint(["message": "one"]) != fingerprint(["message": "two"]))
    }

    @Test func `Lines, values and numbers in messages do not make another error`() {
        #expect(fingerprint(exception("A", "x 1", line: 3)) == fingerprint(exception("A", "y 2", line: 90)))
        #expect(fingerprint(["message": "user 17 is gone"]) == fingerprint(["message": "user 4 is gone"]))
        #expect(
            fingerprint(["message": "order 0190a5c2-77aa-7f00-8000-0123456789ab"])
                == fingerprint(["message": "order 0190a5c2-0000-7f00-8000-aaaaaaaaaaaa"]))
        #expect(
            fingerprint(["logentry": ["message": "user %s", "formatted": "user Ann"]])
                == fingerprint(["logentry": ["message": "user %s", "formatted": "user Bob"]]))
    }

    @Test func `What the SDK says counts, and may include the rest`() {
        let given: JSONValue = ["fingerprint": ["db"]]
        #expect(fingerprint(given) == fingerprint(["fingerprint": ["db"], "message": "x"]))
        var one = exception("A", "x").object ?? [:]
        var other = exception("B", "x").object ?? [:]
        one["fingerprint"] = ["{{ default }}", "db"]
        other["fingerprint"] = ["{{default}}", "db"]
        #expect(fingerprint(.object(one)) != fingerprint(.object(other)))
    }

    @Test(
        arguments: [
            ["exception": 7], ["exception": ["values": 7]], ["exception": [nil, 7]],
            ["exception": ["values": [["type": 7, "stacktrace": "x"]]]],
            ["tags": 7, "user": [], "contexts": "x", "level": 9, "message": ["a": 1]], ["fingerprint": "x"], ["breadcrumbs": [1]],
            ["exception": ["type": "A", "stacktrace": ["frames": [nil, 7, ["lineno": "x", "function": 3]]]]],
        ] as [JSONValue])
    func `Fields of any type are borne`(json: JSONValue) {
        let event = SentryEvent(json: json)
        #expect(!event.title.isEmpty)
        #expect(fingerprint(json).count == 32)
        _ = event.culprit
        #expect(event.level == .error)
    }

    @Test func `An exception may be a list or one alone`() {
        let one = SentryEvent(json: ["exception": ["type": "A", "value": "x"]])
        let list = SentryEvent(json: ["exception": [["type": "Cause"], ["type": "A", "value": "x"]]])
        #expect(one.title == "A: x" && list.title == "A: x")
        #expect(list.exceptions.count == 2)
    }
}
