/// What a topic or event may be called.
enum BroadcastName {
    /// `nil` for a good name.
    static func fault(of text: String, byteLimit: Int) -> String? {
        if text.isEmpty { return "can't be blank" }
        return text.utf8.count > byteLimit ? "should be at most \(byteLimit) byte(s)" : nil
    }
}
