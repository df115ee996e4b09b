import FoundationEssentials
import Glibc

/// Who listens on a TCP port of this machine, as far as its processes can be seen.
enum PortOwner: Hashable, Sendable {
    case process(Int32, name: String)
    case hidden

    /// - Parameter suspect: a process that is looked at first.
    init(ofPort port: Int, suspecting suspect: Int32?) {
        let sockets = Self.listening(on: port)
        let others = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        let found = ([suspect].compactMap { $0 } + others).first { Self.has(any: sockets, process: $0) }
        guard let found else {
            self = .hidden
            return
        }
        let name = (try? String(contentsOfFile: "/proc/\(found)/comm", encoding: .utf8)) ?? ""
        self = .process(found, name: String(name.prefix { $0 != "\n" }))
    }

    /// Names of sockets in the state LISTEN (proc_net_tcp: `sl local rem st … inode`).
    private static func listening(on port: Int) -> Set<String> {
        var names: Set<String> = []
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            for line in (SystemTable.text(of: table) ?? "").split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A", let digits = fields[1].split(separator: ":").last,
                    Int(digits, radix: 16) == port
                else { continue }
                names.insert("socket:[\(fields[9])]")
            }
        }
        return names
    }

    private static func has(any sockets: Set<String>, process: Int32) -> Bool {
        let folder = "/proc/\(process)/fd"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).contains { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")).map { sockets.contains($0) } ?? false
        }
    }
}
