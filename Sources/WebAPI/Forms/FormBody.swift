import Domain
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Primitives
import Realtime

/// What a form was filled in with, however it was sent.
enum FormBody {
    private static let fieldLimit = 64

    static func isJSON(_ headers: HTTPFields) -> Bool { type(headers) == "application/json" }

    /// - Throws: ``Failure`` `unsupportedMediaType`, `malformedBody`, `bodyTooLarge`.
    static func values(of request: Request, upTo limit: Int, in context: APIContext) async throws -> Forms.Values {
        switch type(request.headers) {
        case "application/json":
            let body = try await request.jsonSlice(upTo: limit, in: context)
            var values: Forms.Values = [:]
            guard body.isObject else { throw malformed }
            // What the form does not have is left out; what is no text is taken as nothing.
            body.forEachMember { name, value in if values.count < fieldLimit { values[name] = value.string } }
            return values
        case "application/x-www-form-urlencoded":
            let body = try await request.collect(upTo: limit, in: context)
            return urlEncoded(String(buffer: body))
        case "multipart/form-data":
            return try multipart(try await request.collect(upTo: limit, in: context).readableBytesView, request.headers)
        default:
            throw Failure(
                .unsupportedMediaType, "Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json.")
        }
    }

    private static func type(_ headers: HTTPFields) -> String {
        headers.single(.contentType)?.prefix { $0 != ";" }.lowercased().trimmingSpaces() ?? ""
    }

    /// WHATWG URL §5.1.
    private static func urlEncoded(_ text: String) -> Forms.Values {
        text.split(separator: "&").prefix(fieldLimit).reduce(into: [:]) { values, pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(sides[0]) else { return }
            values[name] = sides.count > 1 ? decoded(sides[1]) : ""
        }
    }

    private static func decoded(_ text: Substring) -> String? { text.replacing("+", with: " ").removingPercentEncoding }

    private static func multipart(_ bytes: some Collection<UInt8>, _ headers: HTTPFields) throws -> Forms.Values {
        do throws(MultipartParser.Fault) {
            guard let boundary = try MultipartParser.boundary(of: headers.single(.contentType) ?? "") else { throw .noBoundary }
            var parser = MultipartParser(boundary: boundary)
            parser.feed(bytes)
            var values: Forms.Values = [:]
            var field: (name: String, value: [UInt8])?
            while let event = try parser.next() {
                switch event {
                // A form has no files: what is sent as one is left out.
                case .part(let part): field = part.fileName == nil ? (part.name, []) : nil
                case .bytes(let bytes): field?.value += bytes
                case .partEnd: if let field { values[field.name] = String(decoding: field.value, as: UTF8.self) }
                case .end: break
                }
            }
            try parser.finish()
            return values
        } catch {
            throw malformed
        }
    }

    private static let malformed = Failure(.malformedBody, "The form can't be read.")
}
