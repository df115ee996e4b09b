import FoundationEssentials
import Primitives

extension SMTPSettings {
    /// Shorter ones would blank words that have nothing to do with them.
    private static let shortestHidden = 4

    /// The password in every form in which it goes over the wire, and in which a careless server may say it back.
    var hiddenTexts: [String] {
        guard let password, password.revealedBytes.count >= Self.shortestHidden else { return [] }
        let plain = [0] + Array((user ?? "").utf8) + [0] + password.revealedBytes
        return [password.revealedText, Data(password.revealedBytes).base64EncodedString(), Data(plain).base64EncodedString()]
    }
}
