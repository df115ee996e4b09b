import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension NodeFault {
    /// What became of a connection to `target`, in words.
    init(connecting error: any Error, to target: NodeTarget) {
        let place = target.authority
        switch error {
        case let fault as NodeFault:
            self = fault
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            self.init("the name \(target.host) can't be resolved", isUnreachable: true)
        case let error as NIOConnectionError:
            let causes = error.connectionErrors.map(\.error)
            let isRefused = causes.contains { ($0 as? IOError)?.errnoCode == ECONNREFUSED }
            let reason =
                isRefused ? "nothing listens at \(place)" : "\(place) can't be reached: \(causes.map { "\($0)" }.joined(separator: ", "))"
            self.init(reason, isUnreachable: true)
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self.init("nothing listens at \(place)", isUnreachable: true)
        case let error as HTTPClientError where [.connectTimeout, .getConnectionFromPoolTimeout].contains(error):
            self.init("\(place) does not answer a connection", isUnreachable: true)
        case ChannelError.connectTimeout:
            self.init("\(place) does not answer a connection", isUnreachable: true)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            // The library gives the reason in its text alone.
            let text = "\(error)"
            if text.contains("CERTIFICATE_VERIFY_FAILED") {
                self.init("the certificate of \(place) is not trusted here", isUnreachable: true)
            } else if text.contains("WRONG_VERSION_NUMBER") {
                self.init("\(place) does not speak TLS; http:// may be meant", isUnreachable: true)
            } else {
                self.init("TLS with \(place) failed: \(text)", isUnreachable: true)
            }
        case let error as HTTPClientError where error == .tlsHandshakeTimeout:
            self.init("\(place) did not answer TLS", isUnreachable: true)
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            self.init("\(place) closed the connection before it had answered")
        case let error as IOError:
            self.init("the connection to \(place) broke: \(error)")
        default:
            self.init("\(error)")
        }
    }
}
