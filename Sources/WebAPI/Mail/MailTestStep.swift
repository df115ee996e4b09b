import Mail
import Primitives

/// One step of a tried mail as the API shows it.
struct MailTestStep: JSONWritable {
    let step: ProbeStep

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", step.name.rawValue)
            json.member("outcome", step.outcome.rawValue)
            json.member("words", step.words)
        }
    }
}
