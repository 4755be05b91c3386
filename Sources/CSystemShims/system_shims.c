#include "system_shims.h"

#include <malloc.h>
#include <sys/prctl.h>

void onrecord_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

void onrecord_limit_arenas(int count) {
    mallopt(M_ARENA_MAX, count);
}
