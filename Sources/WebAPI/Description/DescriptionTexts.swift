import Primitives

/// What the document says of the whole API: the same for every operation.
enum DescriptionTexts {
    static let about = """
        Everything that the page and `uprising` do, over HTTP. Everything is of the workspace of the credential alone: what belongs to \
        another one is answered as if it were not there.

        Conventions: every member of an answer is always there, `null` where there is nothing. Dates are RFC 3339 in UTC, ids are UUIDs \
        in lower case, money is a whole number of minor units with its currency. Lists come in pages: send `next` back as `cursor`, with the \
        same other parameters. A thing with a version is changed with `If-Match`; what changed meanwhile is answered with 409 and the present \
        state. A `POST` with an `Idempotency-Key` is carried out once, however often it is sent. What goes wrong is \
        `application/problem+json` (RFC 9457) with a stable `code` and the `traceId` to quote.
        """

    static let schemas: [String: JSONValue] = [
        "Problem": [
            "type": "object",
            "description": "RFC 9457. What else a caller may act on stands beside these members.",
            "properties": [
                "type": ["type": "string"],
                "title": ["type": "string", "description": "The same for each problem of this code."],
                "status": ["type": "integer"],
                "code": ["type": "string", "description": "Stable: never renamed, never given a second meaning."],
                "detail": ["type": "string", "description": "What was wrong and what to do, for people."],
                "traceId": ["type": "string", "pattern": "^[0-9a-f]{32}$"],
                "fields": [
                    "type": "array",
                    "items": [
                        "type": "object",
                        "properties": [
                            "pointer": [
                                "type": "string",
                                "description": "A JSON pointer into the body, or the name of a parameter or header.",
                            ],
                            "message": ["type": "string"],
                        ],
                        "required": ["pointer", "message"], "additionalProperties": false,
                    ],
                ],
            ],
            "required": ["type", "title", "status", "code", "detail", "traceId", "fields"],
        ],
        "Money": [
            "type": "object",
            "properties": ["amount": ["type": "integer", "format": "int64"], "currency": ["type": "string", "pattern": "^[A-Z]{3}$"]],
            "required": ["amount", "currency"], "additionalProperties": false,
        ],
    ]

    static let parameters: JSONValue = [
        "IfMatch": [
            "name": "If-Match", "in": "header", "required": true,
            "description": "The version on which the change is based: the `ETag` of what was read (RFC 9110 §13.1.1).",
            "schema": ["type": "string", "pattern": #"^"[0-9]{1,18}"$"#], "example": "\"7\"",
        ],
        "IdempotencyKey": idempotencyKey(isRequired: false),
        "IdempotencyKeyRequired": idempotencyKey(isRequired: true),
        "Traceparent": [
            "name": "traceparent", "in": "header", "description": "The trace to which the request belongs (W3C Trace Context).",
            "schema": ["type": "string"], "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ],
    ]

    private static func idempotencyKey(isRequired: Bool) -> JSONValue {
        [
            "name": "Idempotency-Key", "in": "header", "required": .bool(isRequired),
            "description":
                "The same for each time that this one request is sent: it is carried out once, and answered the same, for 48 hours.",
            "schema": ["type": "string", "pattern": "^[!-~]{1,255}$"],
        ]
    }

    static let headers: JSONValue = [
        "Version": ["description": "The version, to be sent as `If-Match`.", "schema": ["type": "string", "pattern": #"^"[0-9]+"$"#]],
        "Location": ["description": "Where it stands.", "schema": ["type": "string"]],
        "Traceparent": ["description": "The trace of the request.", "schema": ["type": "string"]],
        "RetryAfter": ["description": "After how many seconds to try again.", "schema": ["type": "integer", "minimum": 1]],
        "RateLimit": [
            "description": "What is left of the limit that was hit, and in how many seconds there is more.", "schema": ["type": "string"],
        ],
        "RateLimitPolicy": ["description": "The limit that was hit.", "schema": ["type": "string"]],
        "Authenticate": ["description": "How to sign in (RFC 6750).", "schema": ["type": "string"]],
        "SetCookie": ["description": "The refresh cookie of a browser.", "schema": ["type": "string"]],
    ]
}
