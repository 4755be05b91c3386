#pragma once

#include <stddef.h>

// SQLite's session extension, whose declarations the usual header hides. A connection and a session are plain pointers; the answers are
// SQLite's own codes.

/// Begins to note what changes in some tables of a connection.
///
/// @param tables their names, the last of them followed by a null pointer.
int onrecord_session_begin(void *connection, const char *const *tables, void **session);

void onrecord_session_end(void *session);

/// What has changed since the session began; to be freed by `onrecord_session_free`.
int onrecord_session_changes(void *session, int *size, void **bytes);

void onrecord_session_free(void *bytes);

/// Does the changes to a connection's database. What is there already stays, and what is to go and is not there is passed over.
int onrecord_session_apply(void *connection, int size, const void *bytes);
