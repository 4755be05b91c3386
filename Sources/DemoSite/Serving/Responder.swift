import FlyingFox
import Foundation

/// Answers requests from a fixed set of resources.
struct Responder: Sendable {
    let resources: [String: Resource]

    /// The resource at the request's path, 304 where the asker has it already, or a page that says why not.
    func response(to request: HTTPRequest) -> HTTPResponse {
        guard request.method == .GET else {
            let refusal: HTTPHeaders = [HTTPHeader("Allow"): "GET"]
            return HTTPResponse(statusCode: .methodNotAllowed, headers: refusal)
        }
        guard let resource = resources[request.path] else {
            let plain: HTTPHeaders = [.contentType: "text/plain; charset=utf-8"]
            return HTTPResponse(statusCode: .notFound, headers: plain, body: Data("No such page.\n".utf8))
        }
        let modified = NewsDate(resource.modified).http
        var headers: HTTPHeaders = [.contentType: resource.contentType, .cacheControl: "max-age=60"]
        headers[.eTag] = resource.entityTag
        headers.setValues([modified], for: .lastModified)
        if isCurrent(request, entityTag: resource.entityTag, modified: modified) {
            return HTTPResponse(statusCode: .notModified, headers: headers)
        }
        return HTTPResponse(statusCode: .ok, headers: headers, body: Data(resource.body.utf8))
    }

    /// Entity tags go before dates (RFC 9110, section 13.2.2); dates are compared as text, since a reader hands back what it was given.
    private func isCurrent(_ request: HTTPRequest, entityTag: String, modified: String) -> Bool {
        if let tags = request.headers[HTTPHeader("If-None-Match")] {
            return tags.split(separator: ",").contains { $0.trimmingCharacters(in: .whitespaces) == entityTag }
        }
        return request.headers.values(for: HTTPHeader("If-Modified-Since")).joined(separator: ", ") == modified
    }
}
