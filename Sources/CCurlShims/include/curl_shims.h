#pragma once

#include <stddef.h>
#include <sys/socket.h>

// libcurl's option and info calls are variadic, which Swift cannot call: here they have one function for each kind of value.
// Handles are the void pointers that CURL and CURLM are; options and codes are their plain numbers.

int onrecord_curl_set_long(void *easy, int option, long value);
int onrecord_curl_set_string(void *easy, int option, const char *value);
int onrecord_curl_set_pointer(void *easy, int option, void *value);
int onrecord_curl_multi_set_long(void *multi, int option, long value);

long onrecord_curl_get_long(void *easy, int info);
const char *onrecord_curl_get_string(void *easy, int info);

/// Takes `size * count` bytes; any other number than that as an answer ends the transfer.
typedef size_t (*onrecord_bytes_callback)(char *bytes, size_t size, size_t count, void *context);

/// Whether a connection to this address may be opened; 0 refuses.
typedef int (*onrecord_address_callback)(void *context, const struct sockaddr *address, unsigned int length);

/// Whether a request may be sent over the connection, new or reused, to this numeric address; 0 refuses.
typedef int (*onrecord_peer_callback)(void *context, const char *address);

/// What a transfer calls back, all with the one `context`, which has to outlive the transfer.
struct onrecord_curl_callbacks {
    onrecord_bytes_callback body;
    onrecord_bytes_callback header;
    onrecord_address_callback may_connect;
    onrecord_peer_callback may_send;
    void *context;
};

/// The struct has to outlive the transfer too: the connection callbacks read it.
int onrecord_curl_set_callbacks(void *easy, const struct onrecord_curl_callbacks *callbacks);
