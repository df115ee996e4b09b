import FoundationEssentials
import NIOSSL
import Primitives

/// By what a command knows a node that it speaks TLS with.
enum NodeTrust: Hashable, Sendable {
    /// By the certificates that this machine trusts.
    case machine
    /// By those in a file in PEM, in their place: of a private certificate authority, or the node's own that it signed itself.
    case file(String)
    /// By who told its address: the node of this machine, over its control socket. No certificate is for that address, and whoever
    /// listens there in the node's place has got hold of the machine's own ports.
    case controlSocket

    init(caFile: String?) throws(Failure) {
        guard let caFile else {
            self = .machine
            return
        }
        guard let bytes = FileManager.default.contents(atPath: caFile), let found = try? NIOSSLCertificate.fromPEMBytes(Array(bytes)),
            !found.isEmpty
        else { throw Failure(.invalidRequest, "--ca-file: \(caFile) can't be read as certificates in PEM.") }
        self = .file(caFile)
    }

    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        switch self {
        case .machine: break
        case .file(let path): configuration.trustRoots = .file(path)
        case .controlSocket: configuration.certificateVerification = .none
        }
        return configuration
    }
}
