import ArgumentParser
import Server

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything that the node needs, and say of what is wrong what mends it.",
        discussion: """
            Configuration, data folder, disk, clock, ports, the name of NEXT_PUBLIC_APP_URL, mail server (no mail is sent), certificate, \
            database, a sample of the files, queues, backups and the libraries that are linked: one line each, ok, warn or fail, with a \
            command or a setting behind the arrow. It works whether the node runs or not, beside it, as its user, changes nothing, and takes \
            less than ten seconds; docs/doctor.md says what each looks at.

                sudo uprising doctor
                uprising doctor --json | jq '.checks[] | select(.state != "ok")'

            With --json one object: "state", the worst of all, and "checks", each with "check", "state", "found" and "mend" (null when ok).

            Exit status: 0 when nothing failed, 1 when something did, with --strict also when something is to be looked at; 64 for wrong options.
            """)

    @OptionGroup var options: ProfileOptions
    @Flag(help: "As one JSON object.") var json = false
    @Flag(help: "End with 1 for warnings too.") var strict = false
    @Option(help: "Certificates to trust in place of the machine's, in PEM: of a private authority.", completion: .file()) var caFile:
        String?
    @Option(help: "A web address to compare the clock with, such as https://www.debian.org. Without one nobody is asked.") var timeFrom:
        String?

    func run() async throws {
        var isWell = false
        try await Exit.reporting {
            isWell = try await Doctor(profile: options.profile, caFile: caFile, timeSource: timeFrom).run(isJSON: json, isStrict: strict)
        }
        if !isWell { throw ExitCode(1) }
    }
}
