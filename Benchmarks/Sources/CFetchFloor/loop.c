#define _GNU_SOURCE
#include "fetch_floor.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct body {
    char *bytes;
    long count;
    long capacity;
};

static size_t gather(char *bytes, size_t size, size_t count, void *context) {
    struct body *body = context;
    long length = size * count;
    if (body->count + length > body->capacity) {
        long capacity = (body->count + length) * 2;
        char *larger = realloc(body->bytes, capacity);
        if (!larger) return 0;
        body->bytes = larger;
        body->capacity = capacity;
    }
    memcpy(body->bytes + body->count, bytes, length);
    body->count += length;
    return length;
}

static void begin(CURLM *multi, CURL *easy, struct body *body, int port, int sites, long number) {
    struct in_addr address = {.s_addr = htonl(INADDR_LOOPBACK + number % sites)};
    char url[64];
    snprintf(url, sizeof url, "http://%s:%d/%ld", inet_ntoa(address), port, number);
    body->count = 0;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_multi_add_handle(multi, easy);
}

long fetch_floor_loop(int port, int sites, long requests, int parallel, int idle_connections, long bytes) {
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)idle_connections);
    CURL **easies = calloc(parallel, sizeof *easies);
    struct body *bodies = calloc(parallel, sizeof *bodies);
    long begun = 0, ended = 0, good = 0;
    for (int i = 0; i < parallel; i++) {
        easies[i] = curl_easy_init();
        curl_easy_setopt(easies[i], CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easies[i], CURLOPT_USERAGENT, "floor");
        curl_easy_setopt(easies[i], CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(easies[i], CURLOPT_TIMEOUT_MS, 30000L);
        curl_easy_setopt(easies[i], CURLOPT_WRITEFUNCTION, gather);
        curl_easy_setopt(easies[i], CURLOPT_WRITEDATA, &bodies[i]);
        curl_easy_setopt(easies[i], CURLOPT_PRIVATE, &bodies[i]);
        if (begun < requests) begin(multi, easies[i], &bodies[i], port, sites, begun++);
    }
    while (ended < requests) {
        int running, left;
        curl_multi_perform(multi, &running);
        int done = 0;
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL *easy = message->easy_handle;
            struct body *body;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&body);
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            good += message->data.result == CURLE_OK && status == 200 && body->count == bytes;
            curl_multi_remove_handle(multi, easy);
            ended++;
            done = 1;
            if (begun < requests) begin(multi, easy, body, port, sites, begun++);
        }
        if (!done) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (int i = 0; i < parallel; i++) {
        curl_easy_cleanup(easies[i]);
        free(bodies[i].bytes);
    }
    free(bodies);
    free(easies);
    curl_multi_cleanup(multi);
    return good;
}

int fetch_floor_pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    // A mask holds for one thread and those that it starts, so each that is there already gets it.
    DIR *threads = opendir("/proc/self/task");
    if (!threads) return -1;
    int result = 0;
    for (struct dirent *entry; (entry = readdir(threads));) {
        int thread = atoi(entry->d_name);
        if (thread > 0 && sched_setaffinity(thread, sizeof set, &set) != 0) result = -1;
    }
    closedir(threads);
    return result;
}
