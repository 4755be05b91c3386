#define _GNU_SOURCE
#include "crash_notes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct note {
    _Atomic uint64_t name;
    _Atomic uint32_t count;
    uint32_t unused;
};

enum { NOTES = 256, ALTERNATE_STACK = 64 << 10 };

static const int signals[] = { SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT };
enum { SIGNALS = sizeof signals / sizeof *signals };

// The file, for the handler alone: where it cannot be read any more, only a crash meets that.
static struct note *_Atomic notes;
// What stood in it at the start.
static struct note known[NOTES];
static struct sigaction before[SIGNALS];

// Read by the handler: in the program itself such variables need no call to be found.
static _Thread_local volatile uint64_t at;
static _Thread_local char has_stack;

// Names are hashes already: the first place is the name itself, the rest follows.
static struct note *find(struct note *table, uint64_t name, int is_new) {
    for (int step = 0; step < NOTES; step++) {
        struct note *note = &table[(name + step) % NOTES];
        uint64_t found = atomic_load(&note->name);
        if (found == name) return note;
        if (found != 0) continue;
        if (!is_new) return NULL;
        if (atomic_compare_exchange_strong(&note->name, &found, name) || found == name) return note;
    }
    if (!is_new) return NULL;
    // Full, of things that nobody has sent for long: one of them makes room.
    struct note *note = &table[name % NOTES];
    atomic_store(&note->count, 0);
    atomic_store(&note->name, name);
    return note;
}

static void handle(int number) {
    struct note *table = atomic_load(&notes);
    if (table && at) {
        atomic_fetch_add(&find(table, at, 1)->count, 1);
        at = 0;
    }
    for (int index = 0; index < SIGNALS; index++) {
        if (signals[index] == number) sigaction(number, &before[index], NULL);
    }
    // What was refused is done again on return, and then takes its usual course; only an abort has to be asked for anew.
    if (number == SIGABRT) raise(number);
}

int onrecord_crash_notes_open(const char *path) {
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return errno;
    void *table = MAP_FAILED;
    // Real blocks: a mapped write to a full disk would be a crash of its own.
    int result = posix_fallocate(file, 0, NOTES * sizeof(struct note));
    if (result == 0) {
        table = mmap(NULL, NOTES * sizeof(struct note), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        result = table == MAP_FAILED ? errno : 0;
    }
    close(file);
    if (result != 0) return result;
    for (int index = 0; index < NOTES; index++) {
        struct note *note = (struct note *)table + index;
        atomic_store(&known[index].name, atomic_load(&note->name));
        atomic_store(&known[index].count, atomic_load(&note->count));
    }
    if (atomic_exchange(&notes, (struct note *)table) != NULL) return 0;
    struct sigaction action = { .sa_handler = handle, .sa_flags = SA_ONSTACK };
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < SIGNALS; index++) sigaction(signals[index], &action, &before[index]);
    return 0;
}

void onrecord_crash_notes_at(uint64_t name) {
    // A stack that has run out leaves no room for the handler.
    if (name != 0 && !has_stack) {
        stack_t stack;
        // One that is there already belongs to somebody who will free it, such as a sanitizer.
        if (sigaltstack(NULL, &stack) == 0 && stack.ss_flags & SS_DISABLE) {
            stack = (stack_t){ .ss_sp = malloc(ALTERNATE_STACK), .ss_size = ALTERNATE_STACK };
            if (stack.ss_sp) sigaltstack(&stack, NULL);
        }
        has_stack = 1;
    }
    at = name;
}

uint32_t onrecord_crash_notes_count(uint64_t name) {
    struct note *note = find(known, name, 0);
    return note ? atomic_load(&note->count) : 0;
}
