import Tracing

extension SpanKind {
    /// OpenTelemetry's word.
    var word: String {
        switch self {
        case .server: "server"
        case .client: "client"
        case .producer: "producer"
        case .consumer: "consumer"
        case .internal: "internal"
        }
    }
}
