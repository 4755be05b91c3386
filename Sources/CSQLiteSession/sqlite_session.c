#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "sqlite_session.h"
#include <sqlite3.h>

int onrecord_session_begin(void *connection, const char *const *tables, void **session) {
    sqlite3_session *created = NULL;
    int code = sqlite3session_create(connection, "main", &created);
    for (size_t i = 0; code == SQLITE_OK && tables[i] != NULL; i++) {
        code = sqlite3session_attach(created, tables[i]);
    }
    if (code != SQLITE_OK && created != NULL) {
        sqlite3session_delete(created);
        created = NULL;
    }
    *session = created;
    return code;
}

void onrecord_session_end(void *session) { sqlite3session_delete(session); }

int onrecord_session_changes(void *session, int *size, void **bytes) { return sqlite3session_changeset(session, size, bytes); }

void onrecord_session_free(void *bytes) { sqlite3_free(bytes); }

// Changes are done again in their order, perhaps on a state that holds some of them: the later one is always right.
static int resolve(void *context, int conflict, sqlite3_changeset_iter *change) {
    (void)context;
    (void)change;
    switch (conflict) {
    case SQLITE_CHANGESET_DATA:
    case SQLITE_CHANGESET_CONFLICT: return SQLITE_CHANGESET_REPLACE;
    default: return SQLITE_CHANGESET_OMIT;
    }
}

int onrecord_session_apply(void *connection, int size, const void *bytes) {
    return sqlite3changeset_apply(connection, size, (void *)bytes, NULL, resolve, NULL);
}
