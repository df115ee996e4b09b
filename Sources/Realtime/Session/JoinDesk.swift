/// Where the questions of joins wait for the database: a bounded queue, a few at a time, whatever the number of sockets.
final class JoinDesk: Sendable {
    /// A restart brings every client back at once; a question takes a few milliseconds at most, so this is some seconds of work.
    static let queueLimit = 8_192
    /// The store reads with four connections: one is left to requests, however many clients come back at once.
    static let concurrency = 3

    typealias Question = @Sendable () async -> Void

    private let questions: AsyncStream<Question>
    private let queue: AsyncStream<Question>.Continuation

    init() {
        (questions, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.queueLimit))
    }

    /// Whether the question was taken; not when too many wait.
    func submit(_ question: @escaping Question) -> Bool {
        if case .enqueued = queue.yield(question) { true } else { false }
    }

    /// Answers questions until cancelled. Called once.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await question in questions {
                if running == Self.concurrency {
                    await group.next()
                    running -= 1
                }
                group.addTask { await question() }
                running += 1
            }
        }
    }
}
