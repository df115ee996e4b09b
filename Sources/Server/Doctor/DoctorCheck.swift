/// One thing that the doctor looks at. It changes nothing, and needs no more rights than the node has.
///
/// It is run on a thread of its own and may block; what takes longer than ``DoctorReport/patience`` is said not to have ended.
protocol DoctorCheck: Sendable {
    /// The word that its lines begin with.
    var name: String { get }

    /// - Throws: whatever keeps it from looking.
    func run() throws -> [DoctorFinding]
}
