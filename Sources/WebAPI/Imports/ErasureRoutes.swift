import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Erasing leads and people for good.
struct ErasureRoutes: Sendable {
    private static let bodyLimit = 8_192

    let erasure: Erasure
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/erasure", .post, gate, needs: .leadsErase, .eraseLead) { call in
            .json(try await erasure.erase(try call.context.id("lead", missing: "There is no such lead in this workspace."), act: call.act))
        }
        router.on("erasures", .post, gate, needs: .leadsErase, .erasePerson, use: erasePerson)
    }

    @Sendable private func erasePerson(_ call: Call) async throws -> Response {
        let body = try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context)
        var (email, phone): (String?, String?)
        try BodyReader.read(body) { reader, name, value in
            switch name {
            case "email": email = reader.string(value, "/email", "")
            case "phone": phone = reader.string(value, "/phone", "")
            default: return false
            }
            return true
        }
        return .json(try await erasure.erase(person: try ErasedPerson(email: email, phone: phone), act: call.act))
    }
}
