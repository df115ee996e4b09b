import Glibc

/// The places of lines among bytes, each with its line feed.
struct LogLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Range<Int>? {
        guard position < bytes.count else { return nil }
        let start = position
        position = bytes.withUnsafeBytes { bytes in
            guard let all = bytes.baseAddress, let feed = memchr(all + start, 0x0A, bytes.count - start) else { return bytes.count }
            return all.distance(to: UnsafeRawPointer(feed)) + 1
        }
        return start..<position
    }

    private static let workspaceKey = Array(#""workspaceId":""#.utf8)

    /// The lines with somebody taken out of those that are not of another workspace; `nil` when nothing is to change.
    static func replacing(_ erased: ErasedBytes, in bytes: [UInt8], of workspace: String) -> [UInt8]? {
        guard erased.isIn(bytes) else { return nil }
        let own = Array("\(workspace)\"".utf8)
        var isChanged = false
        var result: [UInt8] = []
        for range in LogLines(bytes) {
            let line = Array(bytes[range])
            let isOther = line.firstRange(of: workspaceKey).map { !line[$0.upperBound...].starts(with: own) } ?? false
            let replaced = isOther ? nil : erased.replacing(in: line)
            isChanged = isChanged || replaced != nil
            result += replaced ?? line
        }
        return isChanged ? result : nil
    }

    private static let severityKey = Array(#""severityNumber":"#.utf8)
    /// The time and the longest level stand before it.
    private static let severityReach = 80

    /// 0 for what is no line of ours.
    static func severity(of line: ArraySlice<UInt8>) -> Int {
        line.prefix(severityReach).withUnsafeBufferPointer { head in
            var start = 0
            while start + severityKey.count < head.count {
                if head[start] == severityKey[0], head[start...].starts(with: severityKey) {
                    let digits = head[(start + severityKey.count)...].prefix { (48...57).contains($0) }
                    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
                }
                start += 1
            }
            return 0
        }
    }
}
