#pragma once

/// Names the calling thread, as shown by top -H and in a debugger; at most 15 bytes are kept.
void onrecord_name_thread(const char *name);

/// Bounds how many arenas malloc keeps: what is freed in one is not used by the threads of another.
void onrecord_limit_arenas(int count);
