import DataStore
import Domain
import Identity
import Primitives
import Realtime
import Testing

@testable import WebAPI

@Suite struct TopicAccessTests {
    private let person = ID<Person>()

    /// What a principal may do in a topic.
    private enum Right: Equatable { case nothing, listen, send }

    private func principal(
        _ credential: Principal.Credential, _ permissions: Set<Permission>, person: ID<Person>? = nil, in workspace: ID<Workspace>
    ) throws -> Principal {
        Principal(
            credential: credential, workspaceID: workspace, personID: person, role: nil, permissions: permissions,
            displayName: try #require(DisplayName("Ada")))
    }

    private func right(_ principal: Principal, _ topic: String, isPrivate: Bool, in access: TopicAccess) async throws -> Right {
        let credential = RecognizedCredential(principal: principal, expiresAt: nil)
        let grant = try await access.grant(credential, topic: topic, room: Room(topic), isPrivate: isPrivate)
        guard let grant else { return .nothing }
        #expect(grant.bearer == principal.bearer)
        return grant.mayBroadcast ? .send : .listen
    }

    @Test func `Each kind of credential in each kind of topic`() async throws {
        try await withAPI { api in
            let access = TopicAccess(rooms: api.rooms)
            let workspace = try await workspace(in: api.store)
            let session = Principal.Credential.session(ID())
            let principals: [(name: String, principal: Principal)] = [
                ("anon key", try principal(.anonKey, PermissionTable.anon, in: workspace)),
                ("form token", try principal(.token(ID()), PermissionTable.form, person: person, in: workspace)),
                ("worker token", try principal(.token(ID()), PermissionTable.worker, person: person, in: workspace)),
                ("listening token", try principal(.token(ID()), [.realtimeJoin], person: person, in: workspace)),
                ("viewer", try principal(session, Role.viewer.permissions, person: person, in: workspace)),
                ("member", try principal(session, Role.member.permissions, person: person, in: workspace)),
                ("stranger", try principal(session, Role.owner.permissions, person: ID(), in: workspace)),
                ("service key", try principal(.serviceKey, PermissionTable.service, in: workspace)),
            ]
            let topics: [(topic: String, isPrivate: Bool, rights: [Right])] = [
                ("room:workspace:\(workspace)", true, [.nothing, .nothing, .nothing, .nothing, .listen, .send, .send, .send]),
                (
                    "room:workspace:\(ID<Workspace>())", true,
                    [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing]
                ),
                ("room:lead:\(ID<Lead>())", true, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing]),
                ("room:other", true, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing]),
                ("user:\(person)", true, [.nothing, .nothing, .nothing, .send, .send, .send, .nothing, .send]),
                ("user:\(person):drafts", true, [.nothing, .nothing, .nothing, .send, .send, .send, .nothing, .send]),
                ("user:", true, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .send]),
                ("user:nobody", true, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing, .send]),
                ("desk", true, [.nothing, .nothing, .nothing, .listen, .listen, .send, .send, .send]),
                ("desk", false, [.send, .send, .send, .send, .send, .send, .send, .send]),
            ]
            for (topic, isPrivate, rights) in topics {
                for ((name, principal), expected) in zip(principals, rights) {
                    let found = try await right(principal, topic, isPrivate: isPrivate, in: access)
                    #expect(found == expected, "\(name) in \(topic)")
                }
            }
        }
    }

    private func workspace(in store: Store) async throws -> ID<Workspace> {
        let (name, email) = (try #require(DisplayName("A")), try #require(EmailAddress("a@a.example")))
        return try await store.write { tx in
            let owner = try People.create(email, at: .now(), in: tx)
            return try Workspaces.create(name: name, language: .english, owner: owner.id, at: .now(), in: tx).id
        }
    }

    @Test func `A change concerns the memberships that rest on it`() throws {
        let (session, token, workspace) = (ID<Session>(), ID<APIToken>(), ID<Workspace>())
        let bearers = [
            try principal(.session(session), [], person: person, in: workspace),
            try principal(.token(token), [], person: person, in: workspace),
            try principal(.anonKey, [], in: workspace),
        ].map(\.bearer)
        let table: [(AccessChange, [Bool])] = [
            (.person(person), [true, true, false]), (.session(session), [true, false, false]), (.token(token), [false, true, false]),
            (.workspace(workspace), [true, true, true]), (.person(ID()), [false, false, false]), (.workspace(ID()), [false, false, false]),
        ]
        for (change, expected) in table { #expect(bearers.map(change.concerns) == expected) }
    }
}
