extension Optional<String> {
    /// Clients send null and the empty text where they mean nothing.
    var given: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
