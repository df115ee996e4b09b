import NIOHTTP1
import Primitives
import Synchronization

/// The answers of a node, whole or with one planted fault, and a note of what was asked.
final class FakeNode: Sendable {
    enum Fault: Sendable {
        case none, queueFailing, healthMissing, methodsMissing, letsAnybodyIn, metricsOdd
        case noScript, styleSheetMissing, scriptOfAnotherType
        case dropRefused, everyDropIsNew, listWithoutLead
        case socketRefused, joinRefused, cursorLost, noJobStatus, socketClosed
        case neverReady, failedLead, noDossier
        case noPDF, shortPDF, anySignatureOpens
        case notMoved, messageUnheard, fileChanged, rangeIgnored, booksBroken
        case notErased, mayNotErase
    }

    /// How events come: as text, or as a binary user broadcast.
    enum EventForm: Sendable { case text, binary }

    struct Reply {
        var status: HTTPResponseStatus = .ok
        var type = "application/json"
        var body: String
    }

    static let token = "upn_smoke"
    static let leadID = "019a0000-0000-7000-8000-000000000001"
    private static let pdf = "%PDF-1.7 a dossier"

    let fault: Fault
    let eventForm: EventForm
    private let state = Mutex(State())

    private struct State {
        var keys: [String] = []
        var asked: [String] = []
        var company = ""
        var file = ""
        var isGone = false
    }

    init(_ fault: Fault = .none, eventForm: EventForm = .text) {
        self.fault = fault
        self.eventForm = eventForm
    }

    /// Method and path of every request, in order.
    var asked: [String] { state.withLock(\.asked) }

    func answer(_ head: HTTPRequestHead, body: String) -> Reply {
        let parts = head.uri.split(separator: "?", maxSplits: 1)
        let path = String(parts.first ?? "")
        state.withLock { $0.asked.append("\(head.method.rawValue) \(path)") }
        switch path {
        case "/health": return health
        case "/": return page
        case "/app.js": return Reply(type: fault == .scriptOfAnotherType ? "text/html" : "text/javascript; charset=utf-8", body: "run()")
        case "/app.css": return fault == .styleSheetMissing ? problem(.notFound, "not_found") : Reply(type: "text/css", body: "p{}")
        case "/files/1/dossier.pdf": return file(query: parts.count > 1 ? String(parts[1]) : "", head)
        case "/metrics": return Reply(type: "text/plain", body: fault == .metricsOdd ? "up 1" : "http_request_duration_seconds_count 1")
        case "/api/v1/config": return Reply(body: #"{"version":"1.0.0"}"#)
        case "/api/v1/sign-in/methods": return fault == .methodsMissing ? problem(.notFound, "not_found") : Reply(body: "{}")
        case "/api/v1/session" where fault == .letsAnybodyIn: return Reply(body: "{}")
        case "/up", "/down": return upload(head, body)
        default: break
        }
        guard head.headers.first(name: "Authorization") == "Bearer \(Self.token)" else { return problem(.unauthorized, "unauthenticated") }
        return switch "\(head.method.rawValue) \(path)" {
        case "POST /api/v1/leads": drop(key: head.headers.first(name: "Idempotency-Key") ?? "", body)
        case "GET /api/v1/leads": list
        case "GET /api/v1/leads/\(Self.leadID)", "GET /api/v1/leads/another": warRoom
        case "DELETE /api/v1/leads/\(Self.leadID)": Reply(status: .noContent, body: "")
        case "POST /api/v1/leads/\(Self.leadID)/erasure", "POST /api/v1/leads/another/erasure": erasure
        case "GET /api/v1/projects/p1/stages":
            Reply(
                body: #"{"items":[{"id":"s1","name":"New","kind":"open","requiredFields":[]},"#
                    + #"{"id":"s2","name":"Called","kind":"open","requiredFields":[]}]}"#)
        case "POST /api/v1/leads/\(Self.leadID)/move":
            Reply(body: lead(id: Self.leadID, status: "ready", stage: fault == .notMoved ? "s1" : "s2"))
        case "POST /api/v1/channels/\(Self.leadID)/uploads": Reply(status: .created, body: #"{"key":"k","url":"/up?token=t"}"#)
        case "POST /api/v1/channels/\(Self.leadID)/messages":
            Reply(
                status: .created,
                body: #"{"id":"m1","attachments":[\#(body.contains("attachments") ? #"{"url":"/down?token=t"}"# : "")]}"#)
        case "POST /api/v1/ledger/verification":
            Reply(body: fault == .booksBroken ? #"{"ok":false,"fault":"a hash","transactions":3}"# : #"{"ok":true,"transactions":3}"#)
        default: problem(.notFound, "not_found")
        }
    }

    func admits(_ head: HTTPRequestHead) -> Bool {
        state.withLock { $0.asked.append("socket") }
        return head.uri == "/realtime/v1/websocket?vsn=2.0.0&apikey=\(Self.token)"
    }

    private var health: Reply {
        switch fault {
        case .queueFailing:
            Reply(
                status: .serviceUnavailable, body: #"{"status":"failing","checks":{"db":"ok","queue":"failing","storage":"ok"}}"#)
        case .healthMissing: problem(.notFound, "not_found")
        default: Reply(body: #"{"status":"ok","checks":{"db":"ok","queue":"ok","storage":"ok"}}"#)
        }
    }

    private var page: Reply {
        let script = fault == .noScript ? "" : #"<script type="module" src="/app.js"></script>"#
        return Reply(type: "text/html; charset=utf-8", body: #"<!doctype html><link rel="stylesheet" href="/app.css">\#(script)<p>Hello"#)
    }

    private func drop(key: String, _ body: String) -> Reply {
        if fault == .dropRefused { return problem(.forbidden, "forbidden") }
        let count = state.withLock { state in
            state.company = body.split(separator: "\"").first { $0.hasPrefix("Smoke test") }.map { String($0) } ?? ""
            state.keys.append(key)
            return state.keys.count
        }
        let id = fault == .everyDropIsNew && count > 1 ? "another" : Self.leadID
        return Reply(status: .created, body: lead(id: id, status: "new"))
    }

    private var list: Reply {
        let isDropped = state.withLock { !$0.keys.isEmpty } && fault != .listWithoutLead
        return Reply(
            body: #"{"items":[\#(isDropped ? lead(id: Self.leadID, status: "new") : "")],"next":null,"cursor":{"epoch":"e1","seq":7}}"#)
    }

    private var erasure: Reply {
        if fault == .mayNotErase { return problem(.forbidden, "forbidden") }
        state.withLock { $0.isGone = fault != .notErased }
        return Reply(body: "{}")
    }

    /// Takes a file without a credential, and gives it back, whole or in part.
    private func upload(_ head: HTTPRequestHead, _ body: String) -> Reply {
        guard !head.headers.contains(name: "Authorization") else { return problem(.forbidden, "forbidden") }
        if head.method == .PUT {
            state.withLock { $0.file = body }
            return Reply(body: "{}")
        }
        let file = state.withLock(\.file)
        guard head.headers.contains(name: "Range"), fault != .rangeIgnored else {
            return Reply(type: "text/plain", body: fault == .fileChanged ? file + "!" : file)
        }
        return Reply(status: .partialContent, type: "text/plain", body: String(file.prefix(5)))
    }

    private var warRoom: Reply {
        if state.withLock(\.isGone) { return problem(.notFound, "not_found") }
        let status =
            switch fault {
            case .neverReady: "analyzing"
            case .failedLead: "failed"
            default: "ready"
            }
        let count = fault == .shortPDF ? Self.pdf.utf8.count + 1 : Self.pdf.utf8.count
        let dossier = #"{"pages":2,"byteCount":\#(count),"url":"/files/1/dossier.pdf?expires=9&signature=AbC"}"#
        return Reply(
            body: #"{"lead":\#(lead(id: Self.leadID, status: status)),"dossier":\#(fault == .noDossier ? "null" : dossier),"jobs":[]}"#)
    }

    private func lead(id: String, status: String, stage: String = "s1") -> String {
        let company = state.withLock(\.company)
        let failure = status == "failed" ? #"{"code":"site_unreachable","message":"The site does not answer."}"# : "null"
        return #"{"id":"\#(id)","projectId":"p1","stageId":"\#(stage)","company":"\#(company)","status":"\#(status)","version":2,"#
            + #""failure":\#(failure)}"#
    }

    private func file(query: String, _ head: HTTPRequestHead) -> Reply {
        guard query.hasSuffix("signature=AbC") || fault == .anySignatureOpens, !head.headers.contains(name: "Authorization") else {
            return problem(.forbidden, "signature_invalid")
        }
        return Reply(type: "application/pdf", body: fault == .noPDF ? "<html>sorry, no file" : Self.pdf)
    }

    func problem(_ status: HTTPResponseStatus, _ code: String) -> Reply {
        Reply(
            status: status, type: "application/problem+json", body: #"{"status":\#(status.code),"code":"\#(code)","detail":"Not for you."}"#
        )
    }
}
