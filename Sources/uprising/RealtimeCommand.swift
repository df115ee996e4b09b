import ArgumentParser
import Server

struct RealtimeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "realtime", abstract: "What happens on a node, as it happens.", subcommands: [Watch.self])

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "watch",
            abstract: "Print every event of a room as it happens, one JSON line each.",
            discussion: """
                    uprising realtime watch room:lead:0199…
                    uprising realtime watch --pretty workspace:0198…
                    uprising realtime watch room:lead:0199… | jq -r 'select(.type == "lead.updated") | .payload.status'

                The room is room:workspace:ID, room:project:ID, room:lead:ID or room:channel:ID; "room:" may be left out. A line is \
                the event's envelope; that of a stored event has its place in the log too, as "cursor", to go on from with --since. \
                Everything else is told on standard error.

                A lost connection is opened again for as long as it takes, and what happened meanwhile is told in order: no event \
                twice, none left out. Where the log no longer reaches back, that is said.

                The node of this profile is asked for its address and a key, so no token is needed here. For another one give --url and a \
                token that may join (realtime.join, leads.read, chat.read), best in UPRISING_TOKEN: other users of a machine see its \
                commands' options.

                Exit status: 0 after SIGINT or SIGTERM, 1 when the room is refused or the node can't be reached at first.
                """)

        @OptionGroup var options: ProfileOptions
        @Argument(help: "The room.") var room: String
        @Option(help: "The address of another node.") var url: String?
        @Option(help: "A token of that node. Also UPRISING_TOKEN.") var token: String?
        @Option(help: "Certificates to trust there in place of the machine's, in PEM.", completion: .file()) var caFile: String?
        @Option(help: "Go on after this place in the log, EPOCH:SEQ.") var since: String?
        @Option(help: "Begin with the events of the last 90s, 10m, 2h or 3d: the newest 25 at most.") var last: String?
        @Flag(help: "Time, type, entity and payload in short, for people.") var pretty = false

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).watch(
                    room: room, url: url, token: token, caFile: caFile, start: try WatchStart(since: since, last: last),
                    line: pretty ? .pretty : .json)
            }
        }
    }
}
