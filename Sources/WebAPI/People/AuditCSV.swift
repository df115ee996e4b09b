import FoundationEssentials
import Identity
import Primitives

/// The audit log as comma-separated values (RFC 4180).
enum AuditCSV {
    static let header = "at,actor_id,actor,action,subject_kind,subject_id,subject,before,after,remote_address,user_agent,trace_id\r\n"

    static func line(_ entry: AuditEntry) -> String {
        let fields = [
            entry.at.description, entry.actor.id?.description, entry.actor.label, entry.action.rawValue, entry.subject.kind,
            entry.subject.id, entry.subject.label, json(entry.before), json(entry.after), entry.remoteAddress, entry.userAgent,
            entry.traceID.description,
        ]
        return fields.map { quote($0 ?? "") }.joined(separator: ",") + "\r\n"
    }

    private static func json(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            return nil
        }
    }

    /// A field that begins like a formula gets a mark that makes spreadsheets take it for text (OWASP, CSV Injection).
    private static func quote(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.contains(where: { $0 == "\"" || $0 == "," || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
