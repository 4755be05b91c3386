internal import CCurlShims
internal import CLibCurl
import Glibc

extension Transfer {
    /// What a libcurl error means to the one who asked.
    ///
    /// - Parameters:
    ///   - code: libcurl's result.
    ///   - detail: libcurl's own words, perhaps empty.
    func failure(_ code: CURLcode, detail: String) -> FetchError {
        switch refusal {
        case .address(let address):
            return error(.addressNotAllowed(address), "\(address) is not a public address, and allow_networks does not name it")
        case .tooLarge:
            return error(.tooLarge, "the body is larger than \(hop.maxBytes) bytes")
        case .noRoom:
            return error(.noRoom, Self.noRoomWords)
        case .headersTooLarge:
            return error(.headersTooLarge, "the answer's header is too large")
        case .truncated, nil:
            break
        }
        let words = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        // Other schemes have been refused before, so what libcurl means is an answer without a status line (HTTP/0.9).
        case CURLE_UNSUPPORTED_PROTOCOL: return error(.badAnswer, "the answer is not HTTP")
        case CURLE_URL_MALFORMAT: return error(.malformedURL, "not a URL")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return error(.proxy, "proxy: \(words)")
        case CURLE_COULDNT_RESOLVE_HOST: return error(.unresolvable(isTemporary: false), "there is no such host")
        case CURLE_COULDNT_CONNECT: return error(.refused, "no connection: \(systemWords ?? words)")
        case CURLE_OPERATION_TIMEDOUT: return error(.timeout, timeoutWords)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: return error(.certificate, "certificate refused: \(words)")
        case CURLE_SSL_CACERT_BADFILE:
            return error(.tls, "the file of certificate authorities can't be read: \(hop.caFile ?? "the system's")")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_USE_SSL_FAILED:
            return error(.tls, "TLS: \(words)")
        case CURLE_PARTIAL_FILE: return error(.shortBody, "the connection ended before the body did")
        case CURLE_BAD_CONTENT_ENCODING: return error(.badEncoding, "the body is not in the coding that the server says")
        case CURLE_OUT_OF_MEMORY where status == 0 || body.isEmpty: return error(.headersTooLarge, "the answer's header is too large")
        case CURLE_GOT_NOTHING: return error(.badAnswer, "the server closed the connection without an answer")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            return status == 0 ? error(.refused, "the connection broke: \(words)") : error(.shortBody, "the connection broke: \(words)")
        case CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP_RETURNED_ERROR:
            return body.isEmpty ? error(.badAnswer, "not a sound HTTP answer: \(words)") : error(.shortBody, "the body broke off: \(words)")
        case CURLE_WRITE_ERROR: return error(.badEncoding, "the body can't be decoded: \(words)")
        default: return error(.other, words)
        }
    }

    static let noRoomWords = "too many large bodies came at once, and this was the largest; it may be asked for again"

    func error(_ kind: FetchError.Kind, _ message: String) -> FetchError { FetchError(kind, at: hop.address, message: message) }

    /// What the system said, shorter than libcurl's words.
    private var systemWords: String? {
        guard let easy else { return nil }
        let number = Int32(truncatingIfNeeded: onrecord_curl_get_long(easy, Int32(CURLINFO_OS_ERRNO.rawValue)))
        guard number != 0, let words = strerror(number) else { return nil }
        return String(cString: words).lowercased()
    }

    private var timeoutWords: String {
        if status == 0 { return "no answer in time" }
        return "the answer did not end in time (\(body.count) bytes of the body had come)"
    }
}
