import Blobs
import Testing

@Suite struct ObjectNameTests {
    @Test(arguments: ["", ".", "..", "a/b", "a\\b", "a\nb", "a\u{0}", " a", "a\u{202E}fdp.exe", String(repeating: "a", count: 256)])
    func `A name that could mean something else is refused`(text: String) {
        #expect(ObjectName(text) == nil)
    }

    @Test(arguments: [
        ("../../etc/passwd", "..-..-etc-passwd.pdf"), ("", "file.pdf"), ("\u{0}\n\u{202E}", "file.pdf"), ("Café d’Été", "Café d’Été.pdf"),
        ("a:b*c?\"<>|d", "a-b-c-----d.pdf"), ("日本 株式会社", "日本 株式会社.pdf"), ("  spaced\tout ", "spaced out.pdf"),
    ])
    func `Any text becomes a name`(text: String, name: String) {
        #expect(ObjectName(cleaning: text, ending: "pdf").description == name)
    }

    @Test func `A long text is cut before its ending, between characters`() {
        let name = ObjectName(cleaning: String(repeating: "é", count: 1_000), ending: "pdf").description
        #expect(name.utf8.count <= ObjectName.byteLimit && name.hasSuffix("é.pdf"))
    }
}
