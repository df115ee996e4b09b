import Primitives

/// A code is on its way; nothing is said of whether anybody has that address.
struct AcceptedAnswer: Sampled {
    static var sample: Self { Self() }

    func write(to json: inout JSONWriter) { json.object { _ in } }
}

/// How far a change of address is.
struct EmailChangeAnswer: Sampled {
    enum State: String, CaseIterable, JSONWritable {
        case halfway, changed
    }

    let state: State

    static var sample: Self { Self(state: .halfway) }

    func write(to json: inout JSONWriter) { json.object { $0.member("state", state) } }
}

/// Who may sign up, and how codes look.
struct SignInMethodsAnswer: Sampled {
    let signUp: String
    let domains: [String]
    let codeLength: Int
    let hasDevMailbox: Bool

    static var sample: Self { Self(signUp: "domain", domains: ["studio.example"], codeLength: 6, hasDevMailbox: false) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("signUp", signUp)
            json.member("domains", array: domains)
            json.member("codeLength", codeLength)
            json.member("devMailbox", hasDevMailbox)
        }
    }
}
