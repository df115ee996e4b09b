/// Where backups are kept: files with names, each written once. Its methods block.
///
/// A name has parts with a slash between them, made of hexadecimal digits and plain letters alone.
package protocol BackupTarget: Sendable {
    /// For people.
    var place: String { get }

    /// Keeps others from changing the target as long as what comes back lives.
    func claim() throws -> any Sendable
    /// The names in a folder, in order; none when there is no such folder.
    func names(in folder: String) throws -> [String]
    /// `nil` when there is no such file.
    func byteCount(of name: String) throws -> Int64?
    /// Hands over the bytes of a file, in order.
    func read(_ name: String, _ part: ([UInt8]) throws -> Void) throws
    /// Writes a file whole or not at all, in the place of one that is there. It survives a power cut after ``settle()``.
    func write(_ name: String, _ fill: (_ append: @escaping ([UInt8]) throws -> Void) throws -> Void) throws
    /// Returns when all that was written before is there to stay.
    func settle() throws
    /// Removing what is not there is no fault.
    func remove(_ name: String) throws
}

extension BackupTarget {
    func bytes(of name: String) throws -> [UInt8] {
        var all: [UInt8] = []
        try read(name) { all += $0 }
        return all
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try write(name) { append in try append(bytes) }
    }
}
