import Primitives

/// How often something is done by itself: `6h`, `1d`, or `never`.
struct BackupSpan {
    static let never = BackupSpan(duration: nil)

    let duration: Duration?

    private init(duration: Duration?) { self.duration = duration }

    static func parse(_ text: String) -> BackupSpan? {
        text == "never" ? never : (try? Duration(span: text)).map { BackupSpan(duration: $0) }
    }
}
