/// Why a lead failed: a stable code and a sentence for the person who dropped it.
package struct LeadFailure: Hashable, Sendable, Codable {
    package let code: String
    package let message: String
}
