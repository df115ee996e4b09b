import DataStore
import Documents
import Domain
import Mail
import Primitives
import Telemetry

/// That none of the C libraries has a fault that the node could meet.
struct LibraryCheck: DoctorCheck {
    let name = "libraries"
    var libraries =
        SQLiteLibrary.linked + CurlLibrary.linked + PackingLibraries.linked + PangoLibrary.linked + XMLLibrary.linked

    func run() -> [DoctorFinding] {
        let faults = libraries.flatMap { library in KnownFault.all.filter { $0.concerns(library) }.map { (library, $0) } }
        let found = faults.map { library, fault in
            let words = "\(library.name) \(library.version) has \(fault.advisory): \(fault.effect)"
            guard let why = fault.avoidedBy else {
                return DoctorFinding.warn(
                    words,
                    mend: "take \(library.name) \(fault.fixedIn) or later, or see that your system's package has the fix: apt-get upgrade")
            }
            return .ok("\(words); not met here, since \(why)")
        }
        let all = libraries.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        return found + [.ok("\(all); argon2 does not tell its version; TLS of the node by BoringSSL, built in")]
    }
}
