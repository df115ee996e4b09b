import Primitives
import Testing

@testable import Identity

@Suite struct CodeHasherTests {
    private func ingredients(salt: UInt8 = 1, pepper: UInt8 = 2, context: String = "recovery\nada@example.fr") -> CodeHasher.Ingredients {
        CodeHasher.Ingredients(
            salt: [UInt8](repeating: salt, count: 16), pepper: Secret([UInt8](repeating: pepper, count: 32)), context: Array(context.utf8))
    }

    @Test func `Past the bound of its line a code is refused at once, and the others are hashed`() async throws {
        let hasher = CodeHasher()
        let outcomes = try await withThrowingTaskGroup(of: FailureCode?.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let refusal = try await failure { _ = try await hasher.hash("123456", with: ingredients()) }
                    #expect(refusal == nil || refusal?.retryAfter == .seconds(1))
                    return refusal?.code
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let hashed = outcomes.filter { $0 == nil }.count
        #expect(hashed >= CodeHasher.threadCount + CodeHasher.waitingLimit && hashed < 200)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .busy })
        // The line is empty again.
        #expect(try await hasher.hash("123456", with: ingredients()).count == 32)
        try await hasher.shutdown()
    }

    @Test func `Code, salt, pepper and address each change the hash`() async throws {
        let hasher = CodeHasher()
        let hashes = [
            try await hasher.hash("123456", with: ingredients()), try await hasher.hash("123457", with: ingredients()),
            try await hasher.hash("123456", with: ingredients(salt: 3)), try await hasher.hash("123456", with: ingredients(pepper: 3)),
            try await hasher.hash("123456", with: ingredients(context: "recovery\neve@example.fr")),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(try await hasher.hash("123456", with: ingredients()) == hashes[0])
        try await hasher.shutdown()
    }

    @Test(arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "123456\n", "+12345", String(repeating: "1", count: 9_000_000)])
    func `What is no code is refused before any work`(typed: String) {
        #expect(CodeText.parse(typed) == nil)
    }

    @Test func `A code may be typed in groups, and keeps its zeros`() {
        #expect(CodeText.parse(" 012 345 ") == "012345" && CodeText.parse("012-345") == "012345")
        let codes = (0..<2_000).map { _ in CodeText.generate() }
        #expect(codes.allSatisfy { CodeText.parse($0) == $0 })
        #expect(codes.contains { $0.hasPrefix("0") })
    }
}
