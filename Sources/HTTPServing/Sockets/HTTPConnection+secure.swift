import Logging
import NIOSSL

extension HTTPConnection {
    /// Whether `error` is one of TLS, which closes the connection itself where that is due.
    func isOfTLS(_ error: any Error) -> Bool {
        switch error {
        case NIOSSLError.handshakeFailed:
            core.counters.handshakeFailed()
        // An end without a goodbye is told once more, as that of a plain connection; bodies are framed, so a cut one is noticed.
        case is NIOSSLError, is BoringSSLError, is NIOSSLCloseTimedOutError, is NIOSSLExtraError:
            break
        default:
            return false
        }
        core.logger.debug("TLS ended", metadata: ["error": "\(error)"])
        return true
    }
}
