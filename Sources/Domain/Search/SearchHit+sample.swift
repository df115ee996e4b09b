import Primitives

extension SearchHit: Sampled {
    package static var sample: Self { Self(lead: .sample, score: 0.87, highlights: [.sample]) }
}

extension Highlight: Sampled {
    package static var sample: Self { Self(field: .company, text: "Élan Vert", ranges: [0..<4]) }
}
