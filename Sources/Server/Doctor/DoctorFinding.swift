import Primitives

/// One line of the doctor's: how something is, and what mends it.
struct DoctorFinding: Hashable, Sendable {
    let state: DoctorState
    let words: String
    /// A command to type or a setting to change; of what is well there is none.
    let mend: String?

    static func ok(_ words: String) -> DoctorFinding { DoctorFinding(state: .ok, words: words, mend: nil) }
    static func warn(_ words: String, mend: String) -> DoctorFinding { DoctorFinding(state: .warn, words: words, mend: mend) }
    static func fail(_ words: String, mend: String) -> DoctorFinding { DoctorFinding(state: .fail, words: words, mend: mend) }
}
