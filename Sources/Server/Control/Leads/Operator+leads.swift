import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import Primitives

/// What the operator's commands about leads do and print.
extension Operator {
    private static let pollInterval = Duration.milliseconds(300)

    /// Imports a file and waits for its end, with the progress on standard error.
    ///
    /// - Returns: how many rows were refused.
    /// - Throws: ``Failure`` when the node refuses the file, or the import fails.
    package func importLeads(_ order: LeadsImportOrder) async throws -> Int {
        let file = try FileChunks(path: order.file)
        let node = try await connection(to: order.workspace)
        var query = ["name": order.file.split(separator: "/").last.map(String.init) ?? order.file]
        if let name = order.project { query["project"] = try await project(name, at: node) }
        var value = try await node.upload(file, to: "/api/v1/imports?" + Self.encoded(query))
        guard let id = value["id"]?.string else { throw Self.oddAnswer }
        if let change = try await change(order, &value, at: node, id) {
            value = try await node.json(.PATCH, "/api/v1/imports/\(id)", body: change, on: value)
        }
        say(Self.shape(of: value))
        value = try await node.json(.POST, "/api/v1/imports/\(id)/\(order.isDry ? "check" : "start")")
        var shown = ""
        while ["checking", "running"].contains(value["state"]?.string) {
            try await Task.sleep(for: Self.pollInterval)
            value = try await node.json(.GET, "/api/v1/imports/\(id)")
            let line = Self.progress(of: value)
            if line != shown { say(line) }
            shown = line
        }
        let refused = value["counts"]?["refused"]?.integer ?? 0
        if let path = order.report, refused > 0 {
            try await write(to: path) { try await node.download("/api/v1/imports/\(id)/report", $0) }
        }
        // A dry run leaves nothing behind.
        if order.isDry { try await remove(value, id, at: node) }
        guard ["checked", "finished"].contains(value["state"]?.string) else {
            throw Failure(.conflict, value["error"]?.string ?? "The import was stopped. `uprising leads import` brings the rest.")
        }
        print(Self.summary(of: value, isDry: order.isDry))
        return Int(refused)
    }

    /// Writes all leads that the filters find, to a file or standard output.
    ///
    /// - Parameter filters: as the list of leads has them, `name=value` each.
    package func exportLeads(format: String, to path: String?, filters: [String], workspace: String?) async throws {
        var query = ["format": format]
        for filter in filters {
            let sides = filter.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else {
                throw Failure(.invalidRequest, "“\(filter.singleLine())” is no filter. One like stage=ID is wanted.")
            }
            query[sides[0]] = sides[1]
        }
        let node = try await connection(to: workspace)
        let address = "/api/v1/leads/export?" + Self.encoded(query)
        if let path {
            try await write(to: path) { try await node.download(address, $0) }
            say("The leads are in \(path).")
        } else {
            try await node.download(address) { try Self.write($0, to: STDOUT_FILENO) }
        }
    }

    // MARK: The node

    private func connection(to workspace: String?) async throws -> LeadsConnection {
        let answer = try await ControlClient(settings: settings).ask(
            running: .apiAccess(workspace: workspace), remedy: "Start it first: it does the work.")
        guard case .roomAccess(let url, let key) = answer else { throw Self.oddAnswer }
        return LeadsConnection(url: url, key: Secret(key))
    }

    private static let oddAnswer = Failure(.internalError, "The node gave an answer that this version does not know.")

    private func project(_ name: String, at node: LeadsConnection) async throws -> String {
        let items = try await node.json(.GET, "/api/v1/projects")["items"]?.array ?? []
        let found = items.filter { $0["id"]?.string == name || $0["name"]?.string == name }
        guard let project = found.first?["id"]?.string, found.count == 1 else {
            let names = items.compactMap { $0["name"]?.string }.joined(separator: ", ")
            throw Failure(.notFound, "There is no one project “\(name.singleLine())”; there are \(names).")
        }
        return project
    }

    private func remove(_ value: JSONValue, _ id: String, at node: LeadsConnection) async throws {
        do {
            _ = try await node.json(.DELETE, "/api/v1/imports/\(id)", on: value)
        } catch is DecodingError {
            // Removed: the answer has no body.
        }
    }

    private func change(
        _ order: LeadsImportOrder, _ value: inout JSONValue, at node: LeadsConnection, _ id: String
    ) async throws -> JSONValue? {
        var change: [String: JSONValue] = [:]
        if let hasHeader = order.hasHeader {
            value = try await node.json(.PATCH, "/api/v1/imports/\(id)", body: ["hasHeader": .bool(hasHeader)], on: value)
        }
        if !order.mapping.isEmpty {
            var mapping = value["mapping"]?.object ?? [:]
            for pair in order.mapping { try Self.map(pair, value, &mapping) }
            change["mapping"] = .object(mapping)
        }
        var options: [String: JSONValue] = [:]
        if let duplicates = order.duplicates { options["duplicates"] = .string(duplicates) }
        if !order.tags.isEmpty { options["tags"] = .array(order.tags.map { .string($0) }) }
        if order.analyzes { options["analyze"] = true }
        if !options.isEmpty { change["options"] = .object(options) }
        return change.isEmpty ? nil : .object(change)
    }

    /// One `column=field`; the last `=` counts, for a column may have some in its name. `column=` leaves it out.
    private static func map(_ pair: String, _ value: JSONValue, _ mapping: inout [String: JSONValue]) throws(Failure) {
        guard let place = pair.lastIndex(of: "=") else {
            throw Failure(.invalidRequest, "“\(pair.singleLine())” maps nothing. One like \"E-mail=email\" is wanted.")
        }
        let name = String(pair[..<place])
        let field = String(pair[pair.index(after: place)...])
        let columns = value["columns"]?.array ?? []
        let number = Int64(name)
        let column = columns.first { $0["name"]?.string == name } ?? columns.first { $0["index"]?.integer == number }
        guard let index = column?["index"]?.integer else {
            let names: [String] = columns.compactMap { $0["name"]?.string }
            throw Failure(.invalidRequest, "There is no column “\(name.singleLine())”; there are \(names.joined(separator: ", ")).")
        }
        // A guess gives way to what was said.
        for (other, known) in mapping where known.string == field && field != "notes" && field != "tags" { mapping[other] = nil }
        mapping["\(index)"] = field.isEmpty ? nil : .string(field)
    }

    // MARK: Words

    private static func shape(of value: JSONValue) -> String {
        let mapping = value["mapping"]?.object ?? [:]
        let columns = (value["columns"]?.array ?? []).map { column -> String in
            let index = column["index"]?.integer ?? 0
            let name = column["name"]?.string ?? "column \(index)"
            let field = mapping["\(index)"]?.string ?? "left out"
            return "\(name) → \(field)"
        }
        let total = value["progress"]?["total"]?.integer ?? 0
        let words = [value["encoding"]?.string, value["delimiter"]?.string].compactMap { $0 }.joined(separator: ", ")
        return "\(total) rows (\(words)): " + columns.joined(separator: "; ")
    }

    private static func progress(of value: JSONValue) -> String {
        let (rows, total) = (value["progress"]?["rows"]?.integer ?? 0, value["progress"]?["total"]?.integer ?? 0)
        return "\(rows) of \(total) rows"
    }

    private static func summary(of value: JSONValue, isDry: Bool) -> String {
        func count(_ name: String) -> Int64 { value["counts"]?[name]?.integer ?? 0 }
        return """
            rows        \(count("rows"))
            \(isDry ? "would do    " : "leads made  ")\(count("good"))
            duplicates  \(count("duplicates"))
            known rows  \(count("existing"))
            refused     \(count("refused"))
            """
    }

    private static func encoded(_ query: [String: String]) -> String {
        query.sorted { $0.key < $1.key }.map { "\(PercentEncoding.encode(segment: $0.key))=\(PercentEncoding.encode(segment: $0.value))" }
            .joined(separator: "&")
    }

    // MARK: Files

    /// Written beside its place and moved there when it is whole.
    private func write(to path: String, _ fill: (_ write: (ByteBuffer) throws -> Void) async throws -> Void) async throws {
        let partial = path + ".part"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(.unavailable, "\(partial) can't be written: \(String(cString: strerror(errno))).") }
        do {
            try await fill { try Self.write($0, to: descriptor) }
            guard close(descriptor) == 0, rename(partial, path) == 0 else {
                throw Failure(.unavailable, "\(path) can't be written: \(String(cString: strerror(errno))).")
            }
        } catch {
            unlink(partial)
            throw error
        }
    }

    private static func write(_ buffer: ByteBuffer, to descriptor: Int32) throws(Failure) {
        var rest = buffer.readableBytesView[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(.unavailable, "The leads can't be written: \(String(cString: strerror(errno))).")
            }
            rest = rest.dropFirst(count)
        }
    }
}
