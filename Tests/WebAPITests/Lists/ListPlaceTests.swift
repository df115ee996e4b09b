import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

struct ListPlaceTests {
    /// Every item of a list, a page of two after another; fails when one comes twice.
    private func all(_ path: String, of world: JobsWorld, as name: String = "owner") async throws -> [String] {
        var (found, cursor): ([String], String?) = ([], "")
        while let place = cursor {
            let answer = try await world.call(.get, "\(path)?limit=2" + (place.isEmpty ? "" : "&cursor=\(place)"), as: name)
            #expect(answer.status == 200, "\(answer)")
            found += (answer["items"]?.array ?? []).compactMap { $0["id"]?.string ?? $0["name"]?.string }
            cursor = answer["next"]?.string
        }
        #expect(Set(found).count == found.count)
        return found
    }

    @Test func `A cursor is good for the list and the query that gave it out, and for nothing else`() async throws {
        try await withJobsAPI { world in
            for number in 1...3 {
                _ = try await world.call(.post, "/tokens", #"{"name":"t\#(number)","scopes":["leads.read"]}"#)
                _ = try await world.enqueue(#"{"kind":"crawl","arguments":\#(number)}"#)
                _ = try await world.enqueue(#"{"kind":"call","arguments":\#(number)}"#)
            }
            let tokens = try #require(try await world.call(.get, "/tokens?limit=1")["next"]?.string)
            let crawls = try #require(try await world.call(.get, "/jobs?kind=crawl&limit=1")["next"]?.string)
            #expect(try await world.call(.get, "/jobs?kind=crawl&limit=2&cursor=\(crawls)")["items"]?.array?.count == 2)
            for path in [
                "/jobs?cursor=\(crawls)", "/jobs?kind=call&cursor=\(crawls)", "/jobs?kind=crawl&cursor=\(tokens)",
                "/audit?cursor=\(crawls)",
                "/tokens?cursor=\(crawls)", "/tags?cursor=\(tokens)", "/invitations?cursor=\(tokens)", "/tokens?cursor=\(tokens)x",
                "/tokens?cursor=1", "/imports?cursor=\(ID<Self>())",
            ] {
                let refused = try await world.call(.get, path)
                #expect(refused.code == .invalidRequest && refused.pointers == ["cursor"], "\(path)")
            }
            let strange = try await world.call(.get, "/jobs?kind=crawl&cursor=\(crawls)", as: "stranger")
            #expect(strange.code == .invalidRequest)
            #expect(try await world.call(.get, "/tokens?limit=0").pointers == ["limit"])
        }
    }

    @Test func `Tokens, invitations and tags come in pages that hold each once`() async throws {
        try await withJobsAPI { world in
            let made = try await all("/tokens", of: world).count
            let project = try await world.call(.post, "/projects", #"{"name":"Here"}"#).id
            for number in 1...5 {
                _ = try await world.call(.post, "/tokens", #"{"name":"t\#(number)","scopes":["leads.read"]}"#)
                _ = try await world.call(.post, "/invitations", #"{"email":"guest\#(number)@example.com","role":"viewer"}"#)
                let lead = #"{"company":"L\#(number)","projectId":"\#(project)","tags":["Tag \#(number)","common"]}"#
                #expect(try await world.call(.post, "/leads", lead).status == 201)
            }
            #expect(try await all("/tokens", of: world).count == made + 5)
            #expect(try await all("/invitations", of: world).count == 5)
            let tags = try await all("/tags", of: world)
            #expect(tags == ["common", "Tag 1", "Tag 2", "Tag 3", "Tag 4", "Tag 5"], "\(tags)")
        }
    }
}
