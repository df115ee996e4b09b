import Blobs

/// A name in an export. There are few, and none leads anywhere else: what an archive calls by another is refused.
enum ExportName {
    static let storedFolder = "files/"
    static let description = "schema.json"
    static let sumsFolder = "sums/"

    static func rows(_ table: PortableTable) -> String { "\(table.file).jsonl" }
    /// The first digits of the hash of each line, by which a changed one is found.
    static func sums(_ table: PortableTable) -> String { "\(sumsFolder)\(table.file).txt" }
    static func stored(_ hash: String) -> String { storedFolder + hash }

    static func isKnown(_ name: String) -> Bool { fixed.contains(name) || isStored(name) }

    private static func isStored(_ name: String) -> Bool {
        name.hasPrefix(storedFolder) && ContentHash(String(name.dropFirst(storedFolder.count))) != nil
    }

    private static let fixed: Set<String> = Set(
        [ExportManifest.name, description] + PortableTables.all.flatMap { [rows($0), sums($0)] })
}
