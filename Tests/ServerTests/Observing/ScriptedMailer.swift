import Mail
import Synchronization

/// Takes every mail, or refuses as it is told.
final class ScriptedMailer: Mailer {
    private let script = Mutex<MailFault?>(nil)

    var fault: MailFault? {
        get { script.withLock { $0 } }
        set { script.withLock { $0 = newValue } }
    }

    func send(_ message: MailMessage) async throws(MailFault) {
        if let fault { throw fault }
    }
}
