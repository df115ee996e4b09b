package import Primitives

/// A column of an uploaded table.
package struct ImportColumn: Hashable, Sendable, Codable {
    package let index: Int
    /// As the header calls it.
    package let name: String?
    /// What stands in it first, cut to be shown.
    package let samples: [String]
    /// What it looks like.
    package let guess: ImportField?
}

extension ImportColumn: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("index", index)
            json.member("name", name)
            json.member("samples", array: samples)
            json.member("guess", guess)
        }
    }
}

extension ImportColumn {
    private static let sampleCount = 3
    private static let sampleBytes = 200

    static func columns(_ guess: ColumnGuess, samples rows: [[String]]) -> [ImportColumn] {
        let rows = guess.hasHeader ? rows.dropFirst() : rows[...]
        return guess.fields.indices.map { index in
            let values = rows.lazy.compactMap { index < $0.count ? $0[index].singleLine() : nil }.filter { !$0.isEmpty }
            return ImportColumn(
                index: index, name: guess.names[index], samples: values.prefix(sampleCount).map { $0.prefix(utf8: sampleBytes) },
                guess: guess.fields[index])
        }
    }
}
