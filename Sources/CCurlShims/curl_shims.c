#define CURL_DISABLE_TYPECHECK
#include "curl_shims.h"

#include <curl/curl.h>

int onrecord_curl_set_long(void *easy, int option, long value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int onrecord_curl_set_string(void *easy, int option, const char *value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int onrecord_curl_set_pointer(void *easy, int option, void *value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int onrecord_curl_multi_set_long(void *multi, int option, long value) {
    return curl_multi_setopt(multi, (CURLMoption)option, value);
}

long onrecord_curl_get_long(void *easy, int info) {
    long value = 0;
    return curl_easy_getinfo(easy, (CURLINFO)info, &value) == CURLE_OK ? value : 0;
}

const char *onrecord_curl_get_string(void *easy, int info) {
    const char *value = NULL;
    return curl_easy_getinfo(easy, (CURLINFO)info, &value) == CURLE_OK ? value : NULL;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    const struct onrecord_curl_callbacks *callbacks = context;
    if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
    if (!callbacks->may_connect(callbacks->context, &address->addr, address->addrlen)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int before_request(void *context, char *peer, char *local, int peer_port, int local_port) {
    const struct onrecord_curl_callbacks *callbacks = context;
    (void)local, (void)peer_port, (void)local_port;
    return callbacks->may_send(callbacks->context, peer) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

int onrecord_curl_set_callbacks(void *easy, const struct onrecord_curl_callbacks *callbacks) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callbacks->body);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_WRITEDATA, callbacks->context);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callbacks->header);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_HEADERDATA, callbacks->context);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, callbacks);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQDATA, callbacks);
    return code;
}
