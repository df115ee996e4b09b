/// An attempt whose end is not recorded yet.
struct FinishedAttempt: Sendable {
    let attempt: RunningAttempt
    let ending: AttemptEnding
}
