/// The answer of `/metrics`: the registry's series, then those that are read where they are kept.
package struct Exposition: Sendable {
    private let registry: MetricRegistry
    private let sources: [any MetricSource]

    package init(_ registry: MetricRegistry, sources: [any MetricSource]) {
        self.registry = registry
        self.sources = sources
    }

    package func bytes() async -> [UInt8] {
        var text = MetricText()
        registry.write(to: &text)
        for source in sources { await source.write(to: &text) }
        return text.bytes
    }
}
