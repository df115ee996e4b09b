import NIOHTTP1
import Primitives
import Synchronization

/// The answers of a node, whole or with one planted fault, and a note of what was asked.
final class FakeNode: Sendable {
    enum Fault: Sendable {
        case none, queueFailing, healthMissing
        case noScript, styleSheetMissing, scriptOfAnotherType
        case dropRefused, everyDropIsNew, listWithoutLead
        case socketRefused, joinRefused, cursorLost, noJobStatus, socketClosed
        case neverReady, failedLead, noDossier
        case noPDF, shortPDF, anySignatureOpens
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
    }

    init(_ fault: Fault = .none, eventForm: EventForm = .text) {
        self.fault = fault
        self.eventForm = eventForm
    }

    /// Method and path of every request, in order.
    var asked: [String] { state.withLock(\.asked) }

    func answer(_ head: HTTPRequestHead) -> Reply {
        let parts = head.uri.split(separator: "?", maxSplits: 1)
        let path = String(parts.first ?? "")
        state.withLock { $0.asked.append("\(head.method.rawValue) \(path)") }
        switch path {
        case "/health": return health
        case "/": return page
        case "/app.js": return Reply(type: fault == .scriptOfAnotherType ? "text/html" : "text/javascript; charset=utf-8", body: "run()")
        case "/app.css": return fault == .styleSheetMissing ? problem(.notFound, "not_found") : Reply(type: "text/css", body: "p{}")
        case "/files/1/dossier.pdf": return file(query: parts.count > 1 ? String(parts[1]) : "", head)
        default: break
        }
        guard head.headers.first(name: "Authorization") == "Bearer \(Self.token)" else { return problem(.unauthorized, "unauthenticated") }
        switch "\(head.method.rawValue) \(path)" {
        case "POST /api/v1/leads": return drop(key: head.headers.first(name: "Idempotency-Key") ?? "")
        case "GET /api/v1/leads": return list
        case "GET /api/v1/leads/\(Self.leadID)": return warRoom
        default: return problem(.notFound, "not_found")
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

    private func drop(key: String) -> Reply {
        if fault == .dropRefused { return problem(.forbidden, "forbidden") }
        let count = state.withLock { state in
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

    private var warRoom: Reply {
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

    private func lead(id: String, status: String) -> String {
        let failure = status == "failed" ? #"{"code":"site_unreachable","message":"The site does not answer."}"# : "null"
        return #"{"id":"\#(id)","company":"Smoke test","status":"\#(status)","failure":\#(failure)}"#
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
