/// That a lead goes from one stage to another.
struct StageMove {
    /// `nil` for a lead that is dropped right into a stage.
    let from: Stage?
    let to: Stage

    /// Whether it is won, lost or open again by it.
    var changesKind: Bool { (from?.kind ?? .open) != to.kind }

    /// Whether it goes on towards being won.
    var isForward: Bool {
        if to.kind == .won { return true }
        guard to.kind == .open, let from, from.projectId == to.projectId else { return false }
        return to.position > from.position
    }
}
