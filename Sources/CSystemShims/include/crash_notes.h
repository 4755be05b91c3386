#pragma once

#include <stdint.h>

/// Keeps notes of what the program crashes over in a file, for the next start to read.
///
/// Notes are a table of names (any number but 0) and counts that is mapped, so that they cost no call and outlive the process. A crash
/// is a signal that the program itself gives cause for (SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT); the signal then takes its usual
/// course. Returns 0, or errno.
int onrecord_crash_notes_open(const char *path);

/// The calling thread begins with something of that name, or (0) has ended it.
void onrecord_crash_notes_at(uint64_t name);

/// How often the program had crashed over something of that name when the notes were opened.
uint32_t onrecord_crash_notes_count(uint64_t name);
