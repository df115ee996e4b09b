import Glibc
import NIOCore

/// That the name by which people reach the node has an address.
struct NameCheck: DoctorCheck {
    let place: Surroundings
    let name = "name"

    func run() -> [DoctorFinding] {
        guard let host = place.publicHost else { return [.ok("NEXT_PUBLIC_APP_URL is not set: the node is this machine's own")] }
        switch Self.addresses(of: host) {
        case .success(let addresses): return [.ok("\(host) is \(addresses.joined(separator: ", "))")]
        case .failure(let fault):
            return [
                .fail(
                    "\(host) of NEXT_PUBLIC_APP_URL has no address: \(fault.reason)",
                    mend: "make an A or AAAA record for it where the domain is kept, or correct NEXT_PUBLIC_APP_URL")
            ]
        }
    }

    private struct Unresolved: Error {
        let reason: String
    }

    private static func addresses(of host: String) -> Result<[String], Unresolved> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host.filter { $0 != "[" && $0 != "]" }, nil, &hints, &found)
        guard code == 0 else { return .failure(Unresolved(reason: String(cString: gai_strerror(code)))) }
        defer { freeaddrinfo(found) }
        var names: [String] = []
        for entry in sequence(first: found, next: { $0?.pointee.ai_next }) {
            guard let entry = entry?.pointee else { break }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            guard getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
            let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !names.contains(name) { names.append(name) }
        }
        return .success(names)
    }
}
