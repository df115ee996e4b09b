import Primitives
import Testing

@testable import Telemetry

struct SourceMapTests {
    /// What esbuild made of a module with the function `greet`, minified into one line.
    private static let map = """
        {"version":3,"sources":["../greet.ts"],"names":["greet","name","shown"],"mappings":\
        "AAAO,SAASA,EAAMC,EAAsB,CAC1C,IAAMC,EAAQD,EAAK,KAAK,EACxB,GAAIC,IAAU,GAAI,MAAM,IAAI,MAAM,SAAS,EAC3C,OAAOA,CACT,CAEA,QAAQ,IAAIF,EAAM,EAAE,CAAC"}
        """

    @Test(arguments: [
        "", "[]", "{\"version\":2,\"mappings\":\"\"}", "{\"version\":3}", "{\"version\":3,\"mappings\":\"A!\"}",
        "{\"version\":3,\"mappings\":\"AA\"}", "{\"version\":3,\"mappings\":\"gggggggggggggg\"}",
    ])
    func `What is no map is none`(text: String) {
        #expect(SourceMap(Array(text.utf8)) == nil)
    }

    @Test func `A place of the script is found in its source`() throws {
        let map = try #require(SourceMap(Array(Self.map.utf8)))
        // `throw new Error("no name")`
        #expect(map.place(line: 1, column: 46)?.line == 3)
        #expect(map.place(line: 1, column: 88) == .init(source: "../greet.ts", line: 7, column: 13, name: "greet"))
        #expect(map.place(line: 2, column: 1) == nil)
        #expect(map.place(line: 0, column: 1) == nil && map.place(line: 1, column: 0) == nil)
    }

    @Test func `Frames of the page's scripts are told by their sources, others stay`() throws {
        let maps = SourceMaps { $0 == "app-1.js" ? Array(Self.map.utf8) : nil }
        let report: JSONValue = [
            "exception": [
                "values": [
                    [
                        "type": "Error",
                        "stacktrace": [
                            "frames": [
                                ["filename": "https://crm.example/assets/app-1.js?v=1", "function": "?", "lineno": 1, "colno": 88],
                                ["filename": "https://crm.example/assets/app-1.js", "function": "o", "lineno": 1, "colno": 46],
                                ["filename": "https://crm.example/assets/other.js", "function": "x", "lineno": 1, "colno": 2],
                            ]
                        ],
                    ]
                ]
            ]
        ]
        let frames = SentryEvent(json: maps.resolve(report)).exceptions[0].frames
        #expect(frames.map(\.file) == ["greet.ts", "greet.ts", "https://crm.example/assets/other.js"])
        #expect(frames.map(\.function) == ["?", "greet", "x"])
        #expect(frames.map(\.line) == [7, 3, 1] && frames[1].isInApp)
        #expect(maps.resolve(["message": "x"]) == ["message": "x"])
    }
}
