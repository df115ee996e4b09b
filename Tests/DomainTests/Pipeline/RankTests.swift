import Primitives
import Testing

@testable import Domain

struct RankTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    @Test func `A later top is above all before it, a later bottom below`() {
        let tops = (0..<5).map { Rank(topAt: now + .microseconds($0)) }
        #expect(tops == tops.sorted().reversed())
        let bottoms = (0..<5).map { Rank(bottomAt: now + .microseconds($0)) }
        #expect(bottoms == bottoms.sorted())
        #expect(tops[0] < bottoms[0])
        #expect(Set((tops + bottoms).map(\.text)).count == 10)
    }

    @Test func `Any two have a third between, however often one gap is halved`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3 {
            var ranks = [Rank(topAt: now), Rank(bottomAt: now)]
            for _ in 0..<800 {
                let place = Int.random(in: 0...ranks.count, using: &random)
                let upper = place == 0 ? nil : ranks[place - 1]
                let lower = place == ranks.count ? nil : ranks[place]
                ranks.insert(Rank.between(upper, lower, at: now), at: place)
            }
            #expect(ranks == ranks.sorted() && Set(ranks).count == ranks.count)
            #expect(ranks.allSatisfy { $0.text.utf8.last != UInt8(ascii: "0") || $0.text.utf8.count == 10 || $0.text.utf8.count == 11 })
        }
    }

    @Test func `One gap takes more than a thousand, and then nothing breaks`() {
        let upper = Rank(topAt: now)
        var lower = Rank(bottomAt: now)
        var count = 0
        while count < 5_000 {
            let rank = Rank.between(upper, lower, at: now)
            guard upper < rank, rank < lower else { break }
            lower = rank
            count += 1
        }
        #expect(count > 900)
        let crowded = Rank.between(upper, lower, at: now)
        #expect(crowded == upper && crowded.text.utf8.count <= Rank.lengthLimit)
    }

    @Test func `Where nothing fits, it is the neighbour's`() {
        let rank = Rank(text: "x")
        #expect(Rank.between(rank, rank, at: now) == rank)
        #expect(Rank.between(rank, Rank(text: "x0"), at: now) == rank)
        #expect(Rank.between(Rank(text: "y"), rank, at: now) == Rank(text: "y"))
    }

    @Test func `A clock that goes backwards leaves the top the top`() {
        let first = Rank(topAt: now)
        let earlier = now - .days(300)
        let top = Rank.between(nil, first, at: earlier)
        #expect(top < first)
        let last = Rank(bottomAt: now)
        #expect(last < Rank.between(last, nil, at: earlier))
    }
}
