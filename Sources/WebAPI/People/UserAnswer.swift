import Identity
import Primitives

/// Someone who can sign in, as they see themselves.
struct UserAnswer: Sampled {
    let id: ID<Person>
    let name: String
    let email: String
    let language: Language?

    static var sample: Self { Self(id: ID(), name: "Lea Martin", email: "lea@studio.example", language: .french) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("email", email)
            json.member("language", language)
        }
    }
}

extension UserAnswer {
    init(_ person: Person) {
        self.init(id: person.id, name: person.name.description, email: person.email.description, language: person.language)
    }
}
