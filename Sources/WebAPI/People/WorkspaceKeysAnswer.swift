import Identity
import Primitives

/// The keys with which stock clients are configured, and where the node is.
struct WorkspaceKeysAnswer: Sampled {
    struct Key: JSONWritable {
        let jwt: Secret
        let opaque: Secret
        let generation: Int
        let createdAt: Timestamp
        let previousUntil: Timestamp?

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("jwt", jwt.revealedText)
                json.member("opaque", opaque.revealedText)
                json.member("generation", generation)
                json.member("createdAt", createdAt)
                json.member("previousUntil", previousUntil)
            }
        }
    }

    let anon: Key
    let service: Key
    let url: String

    static var sample: Self {
        let key = Key(jwt: Secret("eyJ…"), opaque: Secret("sb_publishable_…"), generation: 2, createdAt: .now(), previousUntil: .now())
        return Self(anon: key, service: key, url: "https://crm.example")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("anon", anon)
            json.member("service", service)
            json.member("url", url)
        }
    }
}

extension WorkspaceKeysAnswer.Key {
    init(_ texts: WorkspaceKeyTexts.Texts) {
        self.init(
            jwt: texts.jwt, opaque: texts.opaque, generation: texts.generation, createdAt: texts.createdAt,
            previousUntil: texts.previousUntil)
    }
}
