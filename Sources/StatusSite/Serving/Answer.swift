import FlyingFox
import FlyingSocks
import Foundation

/// The forms of answers, with the header fields that each has.
enum Answer {
    /// Styles and scripts come from this server only, and nothing else comes at all; nobody may frame the pages.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    static func page(_ html: HTML, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
        answer(status, Data(html.text.utf8), "text/html; charset=utf-8", cache: "no-store")
    }

    static func asset(_ text: String, _ type: String) -> HTTPResponse {
        answer(.ok, Data(text.utf8), type, cache: "public, max-age=3600")
    }

    static func text(_ text: String, _ type: String) -> HTTPResponse { data(Data(text.utf8), type) }

    static func data(_ data: Data, _ type: String) -> HTTPResponse { answer(.ok, data, type, cache: "no-store") }

    static func plain(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        answer(status, Data(text.utf8), "text/plain; charset=utf-8", cache: "no-store")
    }

    /// 200 and "ok", or 503 and why not.
    static func verdict(_ trouble: String?) -> HTTPResponse {
        plain(trouble == nil ? .ok : .serviceUnavailable, (trouble ?? "ok") + "\n")
    }

    static func stream(_ events: EventStream) -> HTTPResponse {
        HTTPResponse(
            statusCode: .ok,
            // nginx would hold events back until its buffer is full.
            headers: headers("text/event-stream", cache: "no-store").merging(["X-Accel-Buffering": "no"]),
            body: HTTPBodySequence(from: events))
    }

    private static func answer(_ status: HTTPStatusCode, _ data: Data, _ type: String, cache: String) -> HTTPResponse {
        HTTPResponse(statusCode: status, headers: headers(type, cache: cache), body: data)
    }

    private static func headers(_ type: String, cache: String) -> HTTPHeaders {
        [
            .contentType: type, HTTPHeader("Cache-Control"): cache, HTTPHeader("Content-Security-Policy"): policy,
            HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Referrer-Policy"): "no-referrer",
            HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
        ]
    }
}

extension HTTPHeaders {
    fileprivate func merging(_ others: [String: String]) -> HTTPHeaders {
        var merged = self
        for (name, value) in others { merged[HTTPHeader(name)] = value }
        return merged
    }
}
