import CCurl
import Primitives

/// Reads the steps out of a hand-over.
struct ProbeReport {
    let attempt: SMTPAttempt
    let settings: SMTPSettings
    let message: MailMessage

    /// In the order in which they happen, up to the first that failed.
    var steps: [ProbeStep] {
        var steps: [ProbeStep] = []
        let failing = attempt.isAccepted ? nil : failingStep
        for name in order {
            if name == failing {
                steps.append(ProbeStep(name: name, outcome: .failed, words: MailFault(attempt, settings: settings).description))
                break
            }
            steps.append(passed(name))
        }
        return steps
    }

    /// Of a try that was to go as far as the sign-in, and no further.
    var greetingSteps: [ProbeStep] {
        attempt.code == CURLE_OK ? order.prefix { $0 != .sender }.map { passed($0) } : steps
    }

    /// The first greeting is protected already where TLS is implicit.
    private var order: [ProbeStep.Name] {
        let opening: [ProbeStep.Name] = settings.security == .implicit ? [.tls, .greeting] : [.greeting, .tls]
        return [.dns, .tcp] + opening + [.authentication, .sender, .recipient, .message]
    }

    private var failingStep: ProbeStep.Name {
        let isUnsafe = MailFault(attempt, settings: settings).kind == .tls
        if attempt.code == CURLE_COULDNT_RESOLVE_HOST || !attempt.isResolved { return .dns }
        if !attempt.isConnected { return .tcp }
        if isUnsafe { return .tls }
        switch attempt.transcript.stage {
        case .greeting:
            return settings.security == .implicit && attempt.transcript.reply == nil && attempt.tlsWords == nil ? .tls : .greeting
        case .hello: return attempt.code == CURLE_LOGIN_DENIED ? .authentication : .greeting
        case .startTLS: return .tls
        case .authentication: return .authentication
        case .sender: return MailFault(attempt, settings: settings).kind == .authentication ? .authentication : .sender
        case .recipient: return .recipient
        case .data, .message, .goodbye: return .message
        }
    }

    private func passed(_ name: ProbeStep.Name) -> ProbeStep {
        let replies = attempt.transcript.replies
        func words(_ stage: SMTPStage) -> String { replies[stage]?.words(hiding: settings.hiddenTexts) ?? "" }
        switch name {
        case .dns: return step(name, attempt.peerAddress.map { "\(settings.host) is \($0)" } ?? settings.host)
        case .tcp: return step(name, "connected to port \(settings.port)")
        case .greeting: return step(name, words(.greeting))
        case .tls:
            let isSafe = settings.security == .implicit || attempt.transcript.isSecured
            if isSafe { return step(name, "\(attempt.tlsWords ?? "TLS"), certificate valid for \(settings.host)") }
            let why = settings.security == .none ? "switched off by ?tls=none" : "not offered by the server, and ?tls=optional goes without"
            return step(name, why + "; others on the way can read the mail", .skipped)
        case .authentication:
            guard let user = settings.user else { return step(name, "no user in SMTP_URL", .skipped) }
            if replies[.authentication] == nil { return step(name, "the server offers no sign-in", .skipped) }
            return step(name, "signed in as \(user)")
        case .sender: return step(name, message.from.address.formInHeader)
        case .recipient: return step(name, message.to.map(\.address.formInHeader).joined(separator: ", "))
        case .message: return step(name, "accepted: \(words(.message))")
        }
    }

    private func step(_ name: ProbeStep.Name, _ words: String, _ outcome: ProbeStep.Outcome = .passed) -> ProbeStep {
        ProbeStep(name: name, outcome: outcome, words: words)
    }
}
