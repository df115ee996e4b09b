import Testing

@testable import Realtime

struct ChangeFilterTests {
    private func matches(_ filter: String, _ shop: Shop = Shop()) throws -> Bool {
        try ChangeFilter(filter, of: Shop.changes.table).matches(shop.values)
    }

    @Test(arguments: [
        ("name", "Error parsing `filter` params: a condition is written column=op.value, not `name`"),
        ("=eq.1", "Error parsing `filter` params: a condition is written column=op.value, not `=eq.1`"),
        ("name=eq", "Error parsing `filter` params: after `name=` comes an operator and a point"),
        ("name=eq.a,", "Error parsing `filter` params: a condition is written column=op.value, not ``"),
        ("name=,eq.a", "Error parsing `filter` params: after `name=` comes an operator and a point"),
        ("name=same.a", "Error parsing `filter` params: there is no operator `same`"),
        ("name=not.not.eq.a", "Error parsing `filter` params: there is no operator `not`"),
        ("nom=eq.a", "Unable to subscribe to changes with given parameters. The table `shop` has no column `nom`."),
        ("staff=eq.many", "Error parsing `filter` params: `many` is no int4, which staff is"),
        ("staff=eq.2147483648", "Error parsing `filter` params: `2147483648` is no int4, which staff is"),
        ("visits=lt.1.5", "Error parsing `filter` params: `1.5` is no int8, which visits is"),
        ("id=eq.7", "Error parsing `filter` params: `7` is no uuid, which id is"),
        ("is_open=eq.maybe", "Error parsing `filter` params: `maybe` is no bool, which is_open is"),
        ("opened_at=gt.yesterday", "Error parsing `filter` params: `yesterday` is no timestamptz, which opened_at is"),
        ("staff=in.1,2", "Error parsing `filter` params: after `in.` comes a list in parentheses, not `1,2`"),
        ("staff=in.(1,2", "Error parsing `filter` params: a list ends with a parenthesis, and its values are parted by commas"),
        ("staff=in.(1,x)", "Error parsing `filter` params: `x` is no int4, which staff is"),
        ("staff=in.(1)2", "Error parsing `filter` params: after a list comes a comma or nothing, not `2`"),
        (#"name=in.("a"b)"#, "Error parsing `filter` params: a list ends with a parenthesis, and its values are parted by commas"),
        (#"name=eq."a"#, "Error parsing `filter` params: a quote is not closed"),
        (#"name=eq."a\"#, "Error parsing `filter` params: a quote is not closed"),
        (#"name=eq."a" b"#, "Error parsing `filter` params: after a value in quotes comes a comma or nothing, not `b`"),
        ("staff=like.7%", "Error parsing `filter` params: like compares text, and staff is int4"),
        (#"name=like.a\"#, "Error parsing `filter` params: a pattern does not end with a backslash"),
        ("name=is.true", "Error parsing `filter` params: is.true is for bool, and name is text"),
        ("name=is.empty", "Error parsing `filter` params: after `is.` comes null, true, false or unknown, not `empty`"),
        ("name=match.(a", "Error parsing `filter` params: in a regular expression, a parenthesis is not closed"),
    ])
    func `A filter that can't be read is refused with what is wrong`(_ filter: String, _ message: String) {
        #expect(throws: ChangeFault(message: message)) { try ChangeFilter(filter, of: Shop.changes.table) }
    }

    @Test func `A filter is bounded in length, conditions and values of a list`() throws {
        func refusal(_ filter: String) -> String? {
            #expect(throws: ChangeFault.self) { try ChangeFilter(filter, of: Shop.changes.table) }?.message
        }
        #expect(refusal("name=eq." + String(repeating: "a", count: 4_090))?.hasSuffix("at most 4096 bytes") == true)
        _ = try ChangeFilter("name=eq." + String(repeating: "a", count: 4_088), of: Shop.changes.table)
        let condition = "staff=eq.7"
        #expect(refusal(Array(repeating: condition, count: 11).joined(separator: ","))?.hasSuffix("at most 10 conditions") == true)
        #expect(try matches(Array(repeating: condition, count: 10).joined(separator: ",")))
        let values = (1...101).map(String.init)
        #expect(refusal("staff=in.(\(values.joined(separator: ",")))")?.hasSuffix("at most 100 values") == true)
        #expect(try matches("staff=in.(\(values.dropLast().joined(separator: ",")))"))
        #expect(refusal("\(String(repeating: "é", count: 100))=eq.1")?.contains("`\(String(repeating: "é", count: 60))…`") == true)
    }

    @Test(arguments: [
        // Comparisons, each with what is cast to the column's type.
        ("staff=eq.7", true), ("staff=eq. 7 ", true), ("staff=eq.8", false), ("staff=neq.8", true), ("staff=neq.7", false),
        ("staff=lt.10", true), ("staff=lt.7", false), ("staff=lte.7", true), ("staff=gt.6", true), ("staff=gt.7", false),
        ("staff=gte.7", true),
        ("visits=eq.9007199254740993", true), ("visits=gt.9007199254740992", true),
        ("id=eq.01900000-0000-7000-8000-000000000009", true), ("id=eq.01900000-0000-7000-8000-00000000000A", false),
        ("id=lt.01900000-0000-7000-8000-00000000000A", true),
        ("is_open=eq.t", true), ("is_open=eq.FALSE", false), ("is_open=gt.false", true),
        ("opened_at=eq.2026-01-26T09:30:00.125Z", true), ("opened_at=eq.2026-01-26T10:30:00.125+01:00", true),
        ("opened_at=eq.2026-01-26 09:30:00.125+00", true),
        ("opened_at=gt.2026-01-26 09:30:00", true), ("opened_at=lt.2026-01-27", true), ("opened_at=gt.2026-01-27", false),
        // Text: as it stands, by code points.
        ("name=eq.Élan Vert", true), ("name=eq.E\u{301}lan Vert", false), ("name=eq.élan vert", false), ("name=eq. Élan Vert", false),
        ("name=gt.Z", true), ("name=lt.Éz", true), ("name=eq.", false),
        // Lists
        ("staff=in.(1,7)", true), ("staff=in.( 1 , 7 )", true), ("staff=in.(1,2)", false), ("staff=in.()", false),
        (#"name=in.("a,b",Élan Vert)"#, true), ("staff=not.in.(1,2)", true),
        // Patterns
        ("name=like.Élan%", true), ("name=like.%Vert", true), ("name=like.%n V%", true), ("name=like._lan%t", true),
        ("name=like.lan", false),
        ("name=like.élan%", false), ("name=ilike.ÉLAN v_RT", true), ("name=not.ilike.%x%", true), (#"name=like.%\%"#, false),
        ("name=match.^É.an", true), ("name=match.vert", false), ("name=imatch.vert$", true), ("name=not.match.x", true),
        ("name=match.(lan|x) V", true), (#"name=match."l{0,1}an \\w+""#, true),
        // Nulls: unknown is not true, and neither is its opposite.
        ("note=is.null", true), ("name=is.null", false), ("name=not.is.null", true), ("note=eq.a", false), ("note=neq.a", false),
        ("note=not.eq.a", false), ("note=in.(a)", false), ("note=not.in.(a)", false), ("note=not.like.a", false),
        ("note=not.match.a", false),
        ("note=isdistinct.a", true), ("name=isdistinct.Élan Vert", false), ("name=not.isdistinct.Élan Vert", true),
        ("is_open=is.true", true), ("is_open=is.FALSE", false), ("is_open=not.is.false", true), ("is_open=is.unknown", false),
        // More than one
        ("staff=gt.1,staff=lt.9", true), ("staff=gt.1, staff=lt.3", false), ("note=is.null,is_open=is.true,name=like.É%", true),
        (#"name=eq."Élan Vert",staff=eq.7"#, true), ("name=neq.Foo (a, b),staff=eq.7", true), ("name=neq.:(,staff=eq.8", true),
    ])
    func `A filter means what SQL means by it`(_ filter: String, _ isMatch: Bool) throws {
        #expect(try matches(filter) == isMatch)
    }

    @Test(arguments: [
        ("is_open=is.unknown", true), ("is_open=is.true", false), ("is_open=not.is.true", true), ("is_open=eq.true", false),
        ("opened_at=lt.2030-01-01", false), ("staff=isdistinct.7", true), ("visits=not.gt.1", false), ("name=imatch.", false),
    ])
    func `A null is unknown to every comparison but the ones that ask for it`(_ filter: String, _ isMatch: Bool) throws {
        let shop = Shop(name: nil, staff: nil, visits: nil, isOpen: nil, openedAt: nil)
        #expect(try matches(filter, shop) == isMatch)
    }

    @Test(arguments: [
        ("%", "", true), ("", "", true), ("", "a", false), ("_", "", false), ("_", "👍", true), ("__", "👍", false),
        ("a%b%c", "a-b-b-c", true),
        ("a%b%c", "a-c-b", false), (#"50\%"#, "50%", true), (#"50\%"#, "500", false), (#"\_"#, "_", true), (#"\_"#, "x", false),
        ("%ab", "aab", true), ("%%%", "x", true), ("%a%a%a%a%a%b", String(repeating: "a", count: 300), false),
    ])
    func `A pattern of LIKE covers the whole text`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try LikePattern(pattern, ignoresCase: false).matches(text) == isMatch)
    }
}
