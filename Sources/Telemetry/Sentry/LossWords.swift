/// What SDKs call what they lost; other words would be counters of a stranger's choosing.
enum LossWords {
    private static let reasons: Set<String> = [
        "ratelimit_backoff", "sample_rate", "before_send", "event_processor", "queue_overflow", "network_error", "cache_overflow",
        "send_error", "internal_sdk_error", "insufficient_data", "backpressure", "ignored", "buffer_overflow",
    ]

    static func reason(_ word: String?) -> String { word.flatMap { reasons.contains($0) ? $0 : nil } ?? "other" }

    static func category(_ word: String?) -> String {
        switch word {
        case "error"?, "default"?: "error"
        case "transaction"?, "span"?: "transaction"
        case "session"?, "attachment"?, "feedback"?: word ?? "other"
        case "log_item"?, "log_byte"?: "log"
        case "monitor"?: "check_in"
        default: "other"
        }
    }
}
