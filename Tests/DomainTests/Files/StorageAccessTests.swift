import Blobs
import Domain
import Identity
import Primitives
import Testing

@Suite struct StorageAccessTests {
    private static let me = ID<Person>()
    private static let other = ID<Person>()
    private static let bucket: BucketName = {
        guard let name = BucketName("docs") else { preconditionFailure("the name is one of a bucket") }
        return name
    }()

    private func access(_ role: Role) throws -> StorageAccess {
        StorageAccess(
            principal: Principal(
                credential: .session(ID()), workspaceID: ID(), personID: Self.me, role: role, displayName: try #require(DisplayName("Me"))))
    }

    private func program(_ credential: Principal.Credential, _ permissions: Set<Permission>) throws -> StorageAccess {
        StorageAccess(
            principal: Principal(
                credential: credential, workspaceID: ID(), personID: credential == .serviceKey || credential == .anonKey ? nil : Self.me,
                role: nil, permissions: permissions, displayName: try #require(DisplayName("Program"))))
    }

    @Test func `Nobody, and who has the anon key alone, may do nothing`() throws {
        for access in [StorageAccess(principal: nil), try program(.anonKey, PermissionTable.anon)] {
            #expect(
                !access.sees(Self.bucket) && !access.managesBuckets && !access.mayRead("a", in: Self.bucket)
                    && !access.mayWrite("a", in: Self.bucket))
        }
    }

    @Test func `Another person's folder is closed to every role, and one's own is open to the lowest`() throws {
        for role in Role.allCases {
            let access = try access(role)
            #expect(
                !access.mayRead("\(Self.other)/a", in: Self.bucket) && !access.mayWrite("\(Self.other)/a", in: Self.bucket)
                    && !access.mayRead("\(Self.other)/", in: Self.bucket))
            #expect(access.mayRead("\(Self.me)/a", in: Self.bucket) && access.mayWrite("\(Self.me)/f/a", in: Self.bucket))
            #expect(access.mayRead("f/\(Self.other)/a", in: Self.bucket), "only at the top")
        }
    }

    @Test func `A role reads, writes and manages as the table says`() throws {
        #expect(try access(.viewer).mayRead("a", in: Self.bucket) && !access(.viewer).mayWrite("a", in: Self.bucket))
        #expect(try access(.member).mayWrite("a", in: Self.bucket) && !access(.member).managesBuckets)
        #expect(try access(.admin).managesBuckets)
    }

    @Test func `A token has its scopes even in its maker's folder, and the service key all`() throws {
        #expect(try !program(.token(ID()), [.filesRead]).mayWrite("\(Self.me)/a", in: Self.bucket))
        #expect(try program(.token(ID()), [.filesRead]).mayRead("\(Self.me)/a", in: Self.bucket))
        let service = try program(.serviceKey, PermissionTable.service)
        #expect(service.mayWrite("\(Self.other)/a", in: Self.bucket) && service.managesBuckets)
    }

    @Test func `What is in the bucket of the leads goes by what one may do with leads, there and nowhere else`() throws {
        let leads = LeadFiles.bucket
        let reader = try program(.token(ID()), [.leadsRead])
        #expect(reader.sees(leads) && reader.mayRead("l/a", in: leads) && !reader.mayWrite("l/a", in: leads))
        #expect(!reader.sees(Self.bucket) && !reader.mayRead("l/a", in: Self.bucket) && !reader.mayRead("\(Self.me)/a", in: Self.bucket))
        let writer = try program(.token(ID()), [.leadsWrite])
        #expect(writer.mayWrite("l/a", in: leads) && !writer.mayRead("l/a", in: leads) && !writer.mayWrite("l/a", in: Self.bucket))
        let files = try program(.token(ID()), [.filesRead, .filesWrite])
        #expect(!files.sees(leads) && !files.mayRead("l/a", in: leads) && !files.mayWrite("\(Self.me)/a", in: leads))
        for nobody in try [program(.token(ID()), PermissionTable.form), program(.anonKey, PermissionTable.anon)] {
            #expect(!nobody.sees(leads) && !nobody.mayRead("l/a", in: leads) && !nobody.mayWrite("l/a", in: leads))
        }
        #expect(try access(.viewer).mayRead("l/a", in: leads) && !access(.viewer).mayWrite("l/a", in: leads))
        #expect(try access(.member).mayWrite("l/a", in: leads))
        #expect(try program(.serviceKey, PermissionTable.service).mayWrite("l/a", in: leads))
    }
}
