import Blobs
import Domain
import Identity
import Primitives
import Testing

@Suite struct FileDeskTests {
    // MARK: Usage

    @Test func `Usage is not for a form's token, and of one's own workspace alone`() async throws {
        try await withFiles { world in
            try await world.put("a", in: world.docs())
            let form = try #require(try await world.act(scopes: PermissionTable.form).principal)
            #expect(try await failureCode { _ = try await world.desk.usage(for: form) } == .forbidden)
            let stranger = try #require(try await world.stranger().principal)
            #expect(try await world.desk.usage(for: stranger).stored == StorageUsage())
        }
    }

    @Test func `Usage counts what is in the trash, and says so; restored and purged it waits there no more`() async throws {
        var limits = StorageLimits()
        limits.workspaceBytes = 1_000
        try await withFiles(limits: limits) { world in
            let docs = try await world.docs()
            try await world.put("kept", "123", in: docs)
            let (first, second) = (try await world.trashed("a", "12345", in: docs), try await world.trashed("b", "1234567", in: docs))
            let viewer = try await world.principal(.viewer)
            #expect(
                try await world.desk.usage(for: viewer).stored
                    == StorageUsage(byteCount: 15, fileCount: 3, trashByteCount: 12, trashFileCount: 2))
            _ = try await world.desk.restore(first, act: world.act(.member))
            try await world.desk.purge(second, act: world.act(.owner))
            let usage = try await world.desk.usage(for: viewer)
            #expect(usage.stored == StorageUsage(byteCount: 8, fileCount: 2) && usage.quotaBytes == 1_000)
        }
    }

    // MARK: Trash

    @Test func `The trash shows nobody what they may not read`() async throws {
        try await withFiles { world in
            let (docs, leads, lead) = (try await world.docs(), try await world.leads(), try await world.lead())
            let (viewer, owner) = (try await world.principal(.viewer), try await world.principal(.owner))
            let person = try #require(viewer.personID)
            for (key, bucket) in [("a", docs), ("\(person)/mine", docs), ("\(lead)/offer.pdf", leads)] {
                _ = try await world.trashed(key, in: bucket)
            }
            func names(_ principal: Principal) async throws -> [String] {
                try await world.desk.trash(for: principal, cursor: nil, limit: 10).items.map(\.key.description)
            }
            #expect(try await names(viewer) == ["\(lead)/offer.pdf", "\(person)/mine", "a"])
            #expect(try await names(owner) == ["\(lead)/offer.pdf", "a"])
            #expect(try await names(#require(try await world.act(scopes: [.filesRead]).principal)) == ["a"])
            #expect(try await names(#require(try await world.stranger().principal)) == [])
            for scopes in [PermissionTable.form, [.leadsRead]] {
                let token = try #require(try await world.act(scopes: scopes).principal)
                #expect(try await failureCode { _ = try await names(token) } == .forbidden)
            }
        }
    }

    @Test func `A page of the trash follows the one before, filtered by bucket and the beginning of names`() async throws {
        try await withFiles { world in
            let (docs, leads, lead) = (try await world.docs(), try await world.leads(), try await world.lead())
            let principal = try await world.principal(.member)
            for name in ["1", "2", "3"] {
                _ = try await world.trashed("f/\(name)", in: docs)
                _ = try await world.trashed("\(lead)/\(name)", in: leads)
            }
            #expect(
                try await failureCode { _ = try await world.desk.trash(for: principal, cursor: "made up", limit: 2) } == .invalidRequest)
            var (seen, cursor): ([String], String?) = ([], nil)
            repeat {
                let page = try await world.desk.trash(bucket: "leads", prefix: "\(lead)/", for: principal, cursor: cursor, limit: 2)
                seen += page.items.map(\.key.name)
                cursor = page.next
            } while cursor != nil
            #expect(seen == ["3", "2", "1"])
            #expect(try await world.desk.trash(for: principal, cursor: nil, limit: 6).next == nil)
            #expect(try await world.desk.trash(bucket: "nowhere", for: principal, cursor: nil, limit: 6).items.isEmpty)
        }
    }

    @Test func `It is known who removed a file, and a replaced one comes with its trash too`() async throws {
        try await withFiles { world in
            let (docs, principal) = (try await world.docs(), try await world.principal(.member))
            let person = try #require(principal.personID?.description)
            _ = try await world.trashed("a", in: docs, by: person)
            try await world.put("b", "old", in: docs)
            try await world.put("b", "new", in: docs, .replace)
            let items = try await world.desk.trash(for: principal, cursor: nil, limit: 10).items
            #expect(items.map(\.trashedBy) == [nil, person] && items.map(\.isReplaced) == [true, false])
        }
    }

    // MARK: Restoring

    @Test func `Restoring is refused to who may not write, and finds nothing of another workspace`() async throws {
        try await withFiles { world in
            let (docs, leads, lead) = (try await world.docs(), try await world.leads(), try await world.lead())
            let (file, offer) = (try await world.trashed("a", in: docs), try await world.trashed("\(lead)/offer.pdf", in: leads))
            for act in [
                try await world.act(.viewer), try await world.act(scopes: PermissionTable.form), try await world.act(scopes: [.filesRead]),
            ] {
                #expect(try await failureCode { _ = try await world.desk.restore(file, act: act) } == .forbidden)
            }
            let files = try await world.act(scopes: [.filesRead, .filesWrite])
            #expect(try await failureCode { _ = try await world.desk.restore(offer, act: files) } == .notFound)
            let reader = try await world.act(scopes: [.filesRead, .filesWrite, .leadsRead])
            #expect(try await failureCode { _ = try await world.desk.restore(offer, act: reader) } == .forbidden)
            let stranger = try await world.stranger()
            #expect(try await failureCode { _ = try await world.desk.restore(file, act: stranger) } == .notFound)
            #expect(try await failureCode { _ = try await world.desk.restore(ID(), act: world.act(.owner)) } == .notFound)
            #expect(try await world.people.count("trashed_object") == 2)
        }
    }

    @Test func `A file comes back under its name, or another one when that is taken`() async throws {
        try await withFiles { world in
            let (docs, member) = (try await world.docs(), try await world.act(.member))
            let file = try await world.trashed("a", "old", in: docs)
            try await world.put("a", "new", in: docs)
            try await world.put("b", "other", in: docs)
            #expect(try await failureCode { _ = try await world.desk.restore(file, act: member) } == .conflict)
            #expect(try await failureCode { _ = try await world.desk.restore(file, as: ObjectKey("b"), act: member) } == .conflict)
            let place = try await world.desk.restore(file, as: ObjectKey("c"), act: member)
            #expect(place.bucket == docs.name && place.key.description == "c")
            #expect(try await world.buckets.object(place.key, in: docs).version.id == file)
            #expect(try await world.people.count("trashed_object") == 0)
        }
    }

    @Test func `No file comes back to a lead or a bucket that is not there, or into another person's folder`() async throws {
        try await withFiles { world in
            let (docs, leads, lead, member) = (
                try await world.docs(), try await world.leads(), try await world.lead(), try await world.act(.member)
            )
            let (file, offer) = (try await world.trashed("a", in: docs), try await world.trashed("\(lead)/offer.pdf", in: leads))
            let nowhere = ObjectKey("\(ID<Lead>())/offer.pdf")
            #expect(try await failureCode { _ = try await world.desk.restore(offer, as: nowhere, act: member) } == .notFound)
            let others = ObjectKey("\(world.people.ada)/a")
            #expect(try await failureCode { _ = try await world.desk.restore(file, as: others, act: member) } == .forbidden)
            try await world.buckets.delete(docs.name, in: world.space)
            #expect(try await failureCode { _ = try await world.desk.restore(file, act: member) } == .conflict)
            #expect(try await world.desk.restore(offer, act: member).key.description == "\(lead)/offer.pdf")
        }
    }

    // MARK: For good

    @Test func `Only who manages buckets purges, and leaves an entry`() async throws {
        try await withFiles { world in
            let file = try await world.trashed("a", in: world.docs())
            for act in [
                try await world.act(.viewer), try await world.act(.member), try await world.act(scopes: PermissionTable.form),
                try await world.act(scopes: [.filesRead, .filesWrite]),
            ] {
                #expect(try await failureCode { try await world.desk.purge(file, act: act) } == .forbidden)
            }
            let stranger = try await world.stranger()
            let before = try await world.people.count("audit_entry")
            #expect(try await failureCode { try await world.desk.purge(file, act: stranger) } == .notFound)
            #expect(try await world.people.count("audit_entry") == before)
            let admin = try await world.act(.admin)
            try await world.desk.purge(file, act: admin)
            let entry = try await world.people.lastEntry()
            #expect(entry.action == .filePurged && entry.subject.label == "docs/a" && entry.before?["size"] == 5)
            #expect(entry.workspaceID == world.people.workspace && entry.actor.id == admin.principal?.personID)
            #expect(try await failureCode { try await world.desk.purge(file, act: admin) } == .notFound)
        }
    }

    @Test func `Only who manages buckets empties the trash, of what they may see, and leaves an entry`() async throws {
        try await withFiles { world in
            let (docs, leads, lead) = (try await world.docs(), try await world.leads(), try await world.lead())
            let person = try #require(try await world.principal(.viewer).personID)
            _ = try await world.trashed("a", "12345", in: docs)
            _ = try await world.trashed("\(lead)/offer.pdf", "123", in: leads)
            _ = try await world.trashed("\(person)/mine", "1", in: docs)
            for act in [
                try await world.act(.member), try await world.act(scopes: PermissionTable.form),
                try await world.act(scopes: [.filesRead, .filesWrite]),
            ] {
                #expect(try await failureCode { _ = try await world.desk.emptyTrash(act: act) } == .forbidden)
            }
            #expect(try await world.desk.emptyTrash(act: world.stranger()) == EmptiedTrash())
            #expect(try await world.people.count("trashed_object") == 3)
            let admin = try await world.act(.admin)
            let emptied = try await world.desk.emptyTrash(act: admin)
            #expect(emptied.fileCount == 2 && emptied.byteCount == 8)
            #expect(try await world.people.count("trashed_object") == 1)
            let entry = try await world.people.lastEntry()
            #expect(entry.action == .trashEmptied && entry.before?["count"] == 2 && entry.before?["bytes"] == 8)
            #expect(entry.workspaceID == world.people.workspace && entry.actor.id == admin.principal?.personID)
            let entries = try await world.people.count("audit_entry")
            #expect(try await world.desk.emptyTrash(act: admin) == EmptiedTrash())
            #expect(try await world.people.count("audit_entry") == entries)
        }
    }

    // MARK: Links

    @Test func `Links are not ended by who may not write, and those of a bucket only by who manages it`() async throws {
        try await withFiles { world in
            let docs = try await world.docs()
            try await world.put("a", in: docs)
            let (viewer, member, stranger) = (try await world.act(.viewer), try await world.act(.member), try await world.stranger())
            let form = try await world.act(scopes: PermissionTable.form)
            func code(_ bucket: String, _ name: String?, _ act: Act) async throws -> FailureCode? {
                try await failureCode { try await world.desk.revokeLinks(bucket: bucket, name: name, act: act) }
            }
            #expect(try await code("docs", "a", viewer) == .forbidden)
            #expect(try await code("docs", nil, member) == .forbidden)
            #expect(try await code("docs", "a", form) == .notFound)
            #expect(try await code("docs", "a", stranger) == .notFound)
            #expect(try await code("docs", nil, stranger) == .notFound)
            #expect(try await code("docs", "missing", member) == .notFound)
            #expect(try await code("../x", "a", member) == .notFound)
            #expect(try await world.people.count("audit_entry", where: "action LIKE '%links_revoked'") == 0)
            #expect(try await world.buckets.bucket(docs.name, in: world.space).generation == docs.generation)
        }
    }

    @Test func `A revocation moves the generation of file or bucket, and leaves an entry`() async throws {
        try await withFiles { world in
            let docs = try await world.docs()
            let object = try await world.put("a", in: docs)
            try await world.desk.revokeLinks(bucket: "docs", name: "a", act: world.act(.member))
            #expect(try await world.buckets.object(object.key, in: docs).generation > object.generation)
            #expect(try await world.people.lastEntry().action == .fileLinksRevoked)
            #expect(try await world.people.lastEntry().subject.label == "docs/a")
            try await world.desk.revokeLinks(bucket: "docs", name: nil, act: world.act(.admin))
            #expect(try await world.buckets.bucket(docs.name, in: world.space).generation > docs.generation)
            #expect(try await world.people.lastEntry().action == .bucketLinksRevoked)
        }
    }
}
