#pragma once

/// Names the calling thread, as shown by top -H and in a debugger; at most 15 bytes are kept.
void onrecord_name_thread(const char *name);
