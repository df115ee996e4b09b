import HTTPTypes
import Testing

@testable import WebAPI

struct AuthPathsTests {
    private let paths = AuthPaths([(path: "user", method: .get), (path: "user", method: .put), (path: "admin/users/{id}", method: .delete)])

    @Test(arguments: ["/auth/v1", "/auth/v1/users", "/auth/v1/user/x", "/auth/v1/admin/users", "/auth/v1/admin/users/a/b", "/api/v1/user"])
    func `An unknown path takes nothing`(path: String) {
        #expect(paths.methods(at: path).isEmpty)
    }

    @Test func `A known one says what it takes`() {
        #expect(paths.methods(at: "/auth/v1/user") == ["GET", "HEAD", "OPTIONS", "PUT"])
        #expect(paths.methods(at: "/auth/v1/admin/users/anything") == ["DELETE", "OPTIONS"])
    }
}
