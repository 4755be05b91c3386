#ifndef FETCH_FLOOR_H
#define FETCH_FLOOR_H

/// Serves one body to every GET, over kept connections, on `sites` addresses of loopback (127.0.0.1 and on) at one port.
/// Calls `ready` with the port, then serves until the process ends.
/// Returns only where it can't begin: -1, and errno says why.
int fetch_floor_serve(int sites, long bytes, void (*ready)(int port));

/// Fetches `requests` times in turn from the sites by one bare curl-multi loop: what libcurl costs and no more.
/// Easy handles and connections are used again, bodies are gathered in memory and dropped.
/// Returns how many answers were 200 with a body of `bytes`.
long fetch_floor_loop(int port, int sites, long requests, int parallel, int idle_connections, long bytes);

/// Keeps all threads of this process, and those to come, on one processor, counted from 0. Returns 0, or -1 where that can't be.
int fetch_floor_pin(int processor);

#endif
