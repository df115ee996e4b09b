package import Primitives

/// An address to which notices of alerts are posted. Whoever knows it may post there: it is a secret.
package struct AlertWebhook: Hashable, Sendable, Codable {
    package let url: String
    package let format: AlertTargets.Format

    package init(url: String, format: AlertTargets.Format) {
        self.url = url
        self.format = format
    }
}

extension AlertWebhook: Sampled {
    package static var sample: Self { Self(url: "https://chat.example/hook", format: .plain) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("url", url)
            json.member("format", format.rawValue)
        }
    }
}
