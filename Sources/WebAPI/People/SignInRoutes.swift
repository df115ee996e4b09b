import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// Signing in at the page, by a mailed code or link.
struct SignInRoutes: Sendable {
    /// An address and a code.
    private static let bodyLimit = 4_096
    /// Every kind of code that opens a session by itself.
    private static let signInSlots: [CodeSlot] = [.confirmation, .recovery, .invite]

    let accounts: Accounts
    let signIn: SignIn
    let policy: SignUpPolicy
    let hasDevMailbox: Bool
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open, since nobody is signed in yet; limited by address and by remote, and the same for known and unknown addresses.
        router.open("sign-in/codes", .post, gate, .requestCode, use: requestCode)
        router.open("sign-in", .post, gate, .signIn, use: verify)
        router.open("sign-in/methods", .get, gate, .showSignInMethods, use: methods)
    }

    private struct CodeBody: Decodable {
        let email: String
        let language: Language?
    }

    @Sendable private func requestCode(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let body = try await request.json(CodeBody.self, upTo: Self.bodyLimit, in: context)
        try await signIn.requestCode(SignIn.Request(email: try Self.address(body.email), language: body.language), act: act)
        return .json(AcceptedAnswer(), status: .accepted)
    }

    private struct ProofBody: Decodable {
        let email: String?
        let code: String?
        let link: String?
    }

    @Sendable private func verify(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let body = try await request.json(ProofBody.self, upTo: Self.bodyLimit, in: context)
        let proof: SignIn.Proof
        switch (body.email, body.code, body.link) {
        case (let email?, let code?, nil):
            proof = .code(email: try Self.address(email), code: code, slots: Self.signInSlots)
        case (nil, nil, let link?):
            proof = .link(token: link, slots: CodeSlot.allCases)
        default:
            throw Failure(
                .invalidRequest, "Send the address with its code, or the link's token.",
                fields: [FieldFault("/code", "with /email, or /link alone")])
        }
        switch try await signIn.verify(proof, workspace: nil, door: .page, act: act) {
        case .session(let session): return try await SessionRoutes.answer(session, accounts, gate, context)
        case .emailChangeHalfway: return .json(EmailChangeAnswer(state: .halfway), status: .accepted)
        }
    }

    @Sendable private func methods(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let (signUp, domains): (String, [String]) =
            switch policy {
            case .invited: ("invited", [])
            case .open: ("open", [])
            case .domains(let domains): ("domain", domains)
            }
        return .json(SignInMethodsAnswer(signUp: signUp, domains: domains, codeLength: 6, hasDevMailbox: hasDevMailbox))
    }

    static func address(_ text: String) throws(Failure) -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw Failure(
                .invalidRequest, "This is not an e-mail address.", fields: [FieldFault("/email", "Write it like name@example.com.")])
        }
        return address
    }
}
