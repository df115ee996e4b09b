import Backups
import DataStore
import FoundationEssentials
import Glibc
import Portability
import Primitives

/// How a command ends that could not do its work.
package struct Ending: Sendable {
    /// By sysexits.h where it has one.
    package let status: Int32
    package let message: String

    package init(for error: any Error) {
        switch error {
        case let faults as ConfigurationFaults:
            status = ConfigurationFaults.exitStatus
            message = faults.description
        case let error as StoreError where error.code == .locked:
            status = 69  // EX_UNAVAILABLE
            message = error.message
        case let error as StoreError:
            status = 74  // EX_IOERR
            message = error.message
        case let error as AddressRefused:
            status = 69
            message = error.description
        case let error as SiteInspection.NotRead:
            status = 1
            message = error.reason
        case let error as BackupError:
            status = 1
            message = error.message
        case let error as PortabilityError:
            status = 1
            message = error.message
        case is SmokeFailed:
            status = 1
            message = ""
        case let failure as Failure:
            status = 1
            message = failure.message
        default:
            status = 70  // EX_SOFTWARE
            message = "\(error)"
        }
    }

    package func print() {
        guard !message.isEmpty else { return }
        let line = Array("uprising: \(message)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
