import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Realtime

/// Public forms, for those who make them.
struct FormRoutes: Sendable {
    private static let bodyLimit = 65_536

    let forms: Forms
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("forms", .get, gate, needs: .formsManage, .listForms) { call in
            .json(ListedAnswer(items: try await forms.list(for: call.principal)))
        }
        router.on("forms", .post, gate, needs: .formsManage, .createForm) { call in
            let form = try await forms.create(try await draft(call), key: try call.idempotencyKey(), act: call.act)
            return .json(versioned: form, status: .created, location: "/api/v1/forms/\(form.id)")
        }
        router.on("forms/{form}", .patch, gate, needs: .formsManage, .changeForm) { call in
            let version = try EntityVersion.expected(by: call.request)
            return .json(versioned: try await forms.change(try id(call), to: try await draft(call), version: version, act: call.act))
        }
        router.on("forms/{form}", .delete, gate, needs: .formsManage, .removeForm) { call in
            try await forms.remove(try id(call), version: try EntityVersion.expected(by: call.request), act: call.act)
            return Response(status: .noContent)
        }
    }

    private func id(_ call: Call) throws(Failure) -> ID<Form> {
        try call.context.id("form", missing: "There is no such form in this workspace.")
    }

    private func draft(_ call: Call) async throws -> FormDraft {
        try FormDraft(try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context))
    }
}

extension FormDraft {
    /// - Throws: ``Failure`` `malformedBody` that points at what is wrong.
    fileprivate init(_ body: JSONSlice) throws(Failure) {
        var draft = FormDraft()
        try BodyReader.read(body, values: ["thanks"]) { reader, name, value in
            switch name {
            case "name": draft.name = reader.string(value, "/name", "")
            case "projectId": draft.projectId = reader.string(value, "/projectId", "")
            case "language": draft.language = reader.string(value, "/language", "")
            case "thanks": draft.thanks = .some(value.isNull ? nil : reader.string(value, "/thanks", ""))
            case "enabled": draft.enabled = reader.flag(value, "/enabled", "")
            case "perMinute": draft.perMinute = reader.integer(value, "/perMinute", "").map { Int(clamping: $0) }
            case "origins":
                draft.origins = reader.elements(value, limit: 50, "/origins", "").enumerated().compactMap { index, element in
                    reader.string(element, "/origins", "/\(index)")
                }
            case "fields":
                draft.fields = reader.elements(value, limit: 20, "/fields", "").enumerated().compactMap { index, element in
                    Self.field(element, "/\(index)", &reader)
                }
            default: return false
            }
            return true
        }
        self = draft
    }

    private static func field(_ value: JSONSlice, _ place: String, _ reader: inout BodyReader) -> Field? {
        var (name, required): (String?, Bool?) = (nil, false)
        reader.object(value, "/fields", place) { reader, member, value in
            switch member {
            case "name": name = reader.string(value, "/fields", "\(place)/name")
            case "required": required = reader.flag(value, "/fields", "\(place)/required")
            default: return false
            }
            return true
        }
        guard let name, let required else { return nil }
        return Field(name: name, required: required)
    }
}
