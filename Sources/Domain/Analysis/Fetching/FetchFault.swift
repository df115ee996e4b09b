import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// From what a connection threw to what a salesperson can act on.
enum FetchFault {
    static func failure(of error: any Error, address: WebAddress) -> AnalysisFailure {
        switch error {
        case let failure as AnalysisFailure: failure
        case let error as HTTPClientError: failure(of: error)
        case let error as NIOHTTPDecompression.DecompressionError:
            error == .limit ? AnalysisFailure(.siteTooLarge) : AnalysisFailure(.siteBroken)
        case is NIOHTTPDecompression.ExtraDecompressionError, is HTTPParserError: AnalysisFailure(.siteBroken)
        case is PinnedClients.ConnectedElsewhere: AnalysisFailure(.sitePrivateAddress)
        // The TLS library's errors are known by their module alone: naming their types would make it a dependency for one word.
        case _ where address.isSecure && String(reflecting: type(of: error)).hasPrefix("NIOSSL."): AnalysisFailure(.siteTLS)
        default: AnalysisFailure(.siteUnreachable)
        }
    }

    private static func failure(of error: HTTPClientError) -> AnalysisFailure {
        switch error {
        case .deadlineExceeded, .readTimeout, .connectTimeout, .getConnectionFromPoolTimeout: AnalysisFailure(.siteTimeout)
        case .tlsHandshakeTimeout: AnalysisFailure(.siteTLS)
        case .remoteConnectionClosed: AnalysisFailure(.siteBroken)
        default: AnalysisFailure(.siteUnreachable)
        }
    }
}
