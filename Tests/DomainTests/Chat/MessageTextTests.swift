import Primitives
import Testing

@testable import Domain

struct MessageTextTests {
    @Test(arguments: [
        "", " \n ", "\u{301}", "\u{301}\u{20DD}\u{FE0F}", "\u{200D}\u{200C}", "\u{202E}\u{2066}", "\u{3164}", "\u{2800} \u{115F}",
        "\u{0}\u{7}",
    ])
    func `What nobody can see is no message`(_ text: String) async {
        let refused = await failure { _ = try MessageDraft(clientId: ClientMessageID().text, text: text).accepted() }
        #expect(refused?.code == .invalidRequest && refused?.fields.map(\.pointer) == ["/text"])
    }

    @Test func `A message has its bounds, in characters and in bytes`() async throws {
        func pointers(_ text: String) async -> [String]? {
            await failure { _ = try MessageDraft(clientId: ClientMessageID().text, text: text).accepted() }?.fields.map(\.pointer)
        }
        #expect(await pointers(String(repeating: "a", count: 8_000)) == nil)
        #expect(await pointers(String(repeating: "a", count: 8_001)) == ["/text"])
        #expect(await pointers(String(repeating: "漢", count: 8_000)) == nil)
        // Fifteen marks on each letter: few characters, many bytes.
        #expect(await pointers(String(repeating: "a" + String(repeating: "\u{301}", count: 15), count: 2_000)) == ["/text"])
        #expect(await pointers(String(repeating: "a", count: 1_000_000)) == ["/text"])
    }

    @Test func `Controls and direction marks go, lines and joiners stay, piles of marks are cut`() {
        #expect(MessageText.cleaned("a\u{202E}b\u{2066}c\u{0}d\u{FEFF}") == "abcd")
        #expect(MessageText.cleaned("a\r\nb\rc\u{2028}d\te") == "a\nb\nc\nd\te")
        #expect(MessageText.cleaned("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم")
        let pile = MessageText.cleaned("a" + String(repeating: "\u{301}", count: 500) + "b")
        #expect(pile.unicodeScalars.count == 2 + MessageText.stackedMarkLimit)
        // A joiner between them begins no new pile.
        let joined = MessageText.cleaned("a" + String(repeating: "\u{301}\u{200D}", count: 100))
        #expect(joined.unicodeScalars.filter { $0 == "\u{301}" }.count == MessageText.stackedMarkLimit)
        #expect(MessageText.cleaned("हिन्दी ภาษาไทย") == "हिन्दी ภาษาไทย")
    }

    @Test(arguments: ["", "a", "1", "👍👍", "👍a", "©", "\u{1F1EB}", "\u{FE0F}", "\u{200D}", "<b>", "#", "👍\u{301}", "❤\u{FE0E}"])
    func `What is not one emoji is no reaction`(_ text: String) {
        // The sign for copyright is one in the style of emoji.
        #expect(Emoji(text) == nil || text == "©")
    }

    @Test(arguments: ["👍", "👍🏽", "❤️", "👩‍👩‍👧‍👦", "🇫🇷", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧑🏽‍💻"])
    func `An emoji of any make is a reaction`(_ text: String) {
        #expect(Emoji(text)?.text == text)
    }

    @Test func `The heart without its style is the same heart`() {
        #expect(Emoji("\u{2764}") == Emoji("\u{2764}\u{FE0F}"))
    }
}
