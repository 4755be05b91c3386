#define _GNU_SOURCE
#include "fetch_floor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// A request without a body ends with an empty line; what has been seen of one is kept for each connection, as a count of the
// bytes of "\r\n\r\n" that have come, and how much of the answer is still to be sent.
struct connection {
    int socket;
    int matched;
    long owed;
};

static char *answer;
static long answer_length;

static int listen_at(unsigned address, int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
    if (listener < 0 || bind(listener, (struct sockaddr *)&name, sizeof name) != 0 || listen(listener, 1024) != 0) return -1;
    return listener;
}

static int make_answer(long bytes) {
    answer = malloc(bytes + 256);
    if (!answer) return -1;
    int head = snprintf(
        answer, 256, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"floor\"\r\nCache-Control: max-age=60\r\n"
                     "Content-Length: %ld\r\n\r\n", bytes);
    memset(answer + head, 'a', bytes);
    answer_length = head + bytes;
    return 0;
}

// Returns 0 where the connection is to be closed.
static int flush(struct connection *connection) {
    while (connection->owed > 0) {
        long within = connection->owed % answer_length;
        long rest = within == 0 ? answer_length : within;
        ssize_t sent = send(connection->socket, answer + (answer_length - rest), rest, MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN || errno == EINTR;
        connection->owed -= sent;
    }
    return 1;
}

static int take(struct connection *connection) {
    static const char end[] = "\r\n\r\n";
    char bytes[16384];
    for (;;) {
        ssize_t count = recv(connection->socket, bytes, sizeof bytes, 0);
        if (count == 0) return 0;
        if (count < 0) return errno == EAGAIN || errno == EINTR;
        for (ssize_t i = 0; i < count; i++) {
            connection->matched = bytes[i] == end[connection->matched] ? connection->matched + 1 : bytes[i] == '\r';
            if (connection->matched < 4) continue;
            connection->matched = 0;
            connection->owed += answer_length;
        }
        if (!flush(connection)) return 0;
    }
}

static void accept_all(int poll, int listener) {
    for (;;) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct connection *connection = calloc(1, sizeof *connection);
        if (!connection) {
            close(socket);
            return;
        }
        connection->socket = socket;
        // By edges: each wake reads and writes until nothing more goes.
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = connection};
        epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
    }
}

int fetch_floor_serve(int sites, long bytes, void (*ready)(int port)) {
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct connection *listeners = calloc(sites, sizeof *listeners);
    if (poll < 0 || !listeners || make_answer(bytes) != 0) return -1;
    int port = 0;
    for (int site = 0; site < sites; site++) {
        int listener = listen_at(INADDR_LOOPBACK + site, port);
        if (listener < 0) return -1;
        struct sockaddr_in name;
        socklen_t length = sizeof name;
        if (getsockname(listener, (struct sockaddr *)&name, &length) != 0) return -1;
        port = ntohs(name.sin_port);
        listeners[site].socket = listener;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listeners[site]};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0) return -1;
    }
    ready(port);
    for (;;) {
        struct epoll_event events[256];
        int count = epoll_wait(poll, events, 256, -1);
        for (int i = 0; i < count; i++) {
            struct connection *connection = events[i].data.ptr;
            if (connection >= listeners && connection < listeners + sites) {
                accept_all(poll, connection->socket);
            } else if (!flush(connection) || !take(connection)) {
                close(connection->socket);
                free(connection);
            }
        }
    }
}
