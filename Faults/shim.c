// Loaded before libc (LD_PRELOAD) into the program under test, it does three things to calls on files below $FAULT_ROOT:
//
// - writes down each change and each sync, in order, to $FAULT_TRACE, so that disk.py can tell what a power failure would leave;
// - makes calls fail, with a short write first where it is asked to, or ends the process before, in the midst of or after one;
// - shifts the wall clock.
//
// What it is to do stands in a page that it shares with the harness ($FAULT_CONTROL; the fields are those of control.py).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, NAME = 4, OPEN = 8, SHORTEN = 16, READ = 32 };
enum { BEFORE, AFTER, MIDST };

struct control {
    int64_t calls, kill_at, kill_style;
    int64_t fail_kinds, fail_errno, fail_skip, fail_count, fail_short, fail_where, failed;
    int64_t clock_ms;
};

static struct control none = {.kill_at = -1};
static struct control *control = &none;
static char root[PATH_MAX];
static size_t root_length;
static int trace = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// The file of each descriptor: its inode, 0 where it is none of ours; negative for a folder.
#define MOST_DESCRIPTORS 65536
static int64_t files[MOST_DESCRIPTORS];
static char in_state[MOST_DESCRIPTORS];

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_ROOT");
    if (!path || !realpath(path, root)) return;
    root_length = strlen(root);
    if ((path = getenv("FAULT_CONTROL"))) {
        int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
        void *page = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (page != MAP_FAILED) control = page;
        syscall(SYS_close, fd);
    }
    if ((path = getenv("FAULT_TRACE")))
        trace = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    // Helper programs are none of our business.
    unsetenv("LD_PRELOAD");
}

// Whether a path is watched; `absolute` gets it without "." and "//".
static int is_watched(const char *path, char absolute[PATH_MAX]) {
    if (!root_length || !path) return 0;
    char folder[PATH_MAX], resolved[PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (slash && strlen(path) >= PATH_MAX) return 0;
    if (slash) {
        memcpy(folder, path, slash - path);
        folder[slash - path] = 0;
        if (slash == path) strcpy(folder, "/");
    } else {
        strcpy(folder, ".");
    }
    const char *name = slash ? slash + 1 : path;
    if (*name == 0 || !strcmp(name, ".")) {
        if (!realpath(path, absolute)) return 0;
    } else {
        if (!realpath(folder, resolved) || strlen(resolved) + strlen(name) + 2 > PATH_MAX) return 0;
        strcpy(absolute, resolved);
        strcat(absolute, "/");
        strcat(absolute, name);
    }
    return !strncmp(absolute, root, root_length) && (absolute[root_length] == '/' || absolute[root_length] == 0);
}

struct __attribute__((packed)) entry {
    char kind;
    uint16_t path_length;
    uint32_t data_length;
    uint64_t file, offset;
};

static void note(char kind, uint64_t file, uint64_t offset, const char *path, const void *data, size_t length) {
    if (trace < 0) return;
    struct entry entry = {kind, path ? strlen(path) : 0, length, file, offset};
    struct iovec parts[3] = {{&entry, sizeof entry}, {(void *)(path ? path : ""), entry.path_length}, {(void *)data, length}};
    syscall(SYS_writev, trace, parts, 3);
}

// Counts a call, and ends the process where that is asked for. Returns whether the process is to end within the call.
static int count(void) {
    int64_t number = __atomic_fetch_add(&control->calls, 1, __ATOMIC_SEQ_CST);
    if (control->kill_at != number) return 0;
    if (control->kill_style == BEFORE) syscall(SYS_kill, getpid(), SIGKILL);
    return 1;
}

static void end(int is_last) {
    if (is_last) syscall(SYS_kill, getpid(), SIGKILL);
}

// Whether a call is to fail; then errno is set.
static int fails(int kind, int is_state) {
    if (!(control->fail_kinds & kind) || control->fail_count <= 0) return 0;
    if (control->fail_where && (control->fail_where == 1) != is_state) return 0;
    if (__atomic_fetch_sub(&control->fail_skip, 1, __ATOMIC_SEQ_CST) > 0) return 0;
    if (__atomic_fetch_sub(&control->fail_count, 1, __ATOMIC_SEQ_CST) <= 0) return 0;
    __atomic_fetch_add(&control->failed, 1, __ATOMIC_SEQ_CST);
    errno = (int)control->fail_errno;
    return 1;
}

static int64_t file_of(int fd) { return fd >= 0 && fd < MOST_DESCRIPTORS ? files[fd] : 0; }

static int open_watched(int folder, const char *path, int flags, mode_t mode) {
    char absolute[PATH_MAX];
    if (folder != AT_FDCWD || !is_watched(path, absolute)) {
        int fd = syscall(SYS_openat, folder, path, flags, mode);
        if (fd >= 0 && fd < MOST_DESCRIPTORS) files[fd] = 0;
        return fd;
    }
    int is_state = strstr(absolute + root_length, "state") != NULL;
    pthread_mutex_lock(&lock);
    int is_last = flags & O_CREAT ? count() : 0;
    int fd = -1;
    if (!fails(OPEN, is_state)) {
        struct stat before, after;
        int is_new = (flags & O_CREAT) && syscall(SYS_newfstatat, AT_FDCWD, absolute, &before, 0) != 0;
        fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
        if (fd >= 0 && fd < MOST_DESCRIPTORS && syscall(SYS_newfstatat, fd, "", &after, AT_EMPTY_PATH) == 0) {
            files[fd] = S_ISDIR(after.st_mode) ? -(int64_t)after.st_ino : (int64_t)after.st_ino;
            in_state[fd] = is_state;
            if (is_new) note('C', after.st_ino, 0, absolute, NULL, 0);
            else if (flags & O_TRUNC) note('T', after.st_ino, 0, NULL, NULL, 0);
        }
    }
    int code = errno;
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return fd;
}

#define OPENER(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return open_watched(AT_FDCWD, path, flags, mode); \
    }
OPENER(open)
OPENER(open64)

#define OPENER_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return open_watched(folder, path, flags, mode); \
    }
OPENER_AT(openat)
OPENER_AT(openat64)

int close(int fd) {
    if (fd >= 0 && fd < MOST_DESCRIPTORS) files[fd] = 0;
    REAL(int, close, int);
    return real(fd);
}

static ssize_t write_watched(int fd, const void *bytes, size_t length, off_t offset, int has_offset) {
    int64_t file = file_of(fd);
    if (file <= 0)
        return has_offset ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    pthread_mutex_lock(&lock);
    if (!has_offset) offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    int is_last = count();
    ssize_t done = -1;
    int fail = fails(WRITE, in_state[fd]);
    int code = errno;
    size_t some = length;
    if (fail) some = control->fail_short ? length / 2 : 0;
    else if (is_last && control->kill_style == MIDST) some = length > 1 ? 1 + (size_t)random() % (length - 1) : length;
    if (some > 0) {
        done = syscall(SYS_pwrite64, fd, bytes, some, offset);
        if (done > 0) {
            note('W', file, offset, NULL, bytes, done);
            if (!has_offset) syscall(SYS_lseek, fd, offset + done, SEEK_SET);
        }
        code = errno;
    }
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_watched(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return write_watched(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return write_watched(fd, bytes, length, offset, 1); }

static ssize_t read_watched(int fd, void *bytes, size_t length, off_t offset, int has_offset) {
    if (file_of(fd) > 0 && fails(READ, in_state[fd])) return -1;
    return has_offset ? syscall(SYS_pread64, fd, bytes, length, offset) : syscall(SYS_read, fd, bytes, length);
}

ssize_t read(int fd, void *bytes, size_t length) { return read_watched(fd, bytes, length, 0, 0); }
ssize_t pread(int fd, void *bytes, size_t length, off_t offset) { return read_watched(fd, bytes, length, offset, 1); }
ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) { return read_watched(fd, bytes, length, offset, 1); }

static int shorten_watched(int fd, off_t length) {
    int64_t file = file_of(fd);
    if (file <= 0) return syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&lock);
    int is_last = count();
    int done = -1;
    if (!fails(SHORTEN, in_state[fd])) {
        done = syscall(SYS_ftruncate, fd, length);
        if (done == 0) note('T', file, length, NULL, NULL, 0);
    }
    int code = errno;
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int ftruncate(int fd, off_t length) { return shorten_watched(fd, length); }
int ftruncate64(int fd, off64_t length) { return shorten_watched(fd, length); }

// The data is as good as on disk once the trace says so: the real sync would only take time.
static int sync_watched(int fd, int number) {
    int64_t file = file_of(fd);
    if (file == 0) return syscall(number, fd);
    pthread_mutex_lock(&lock);
    int is_last = count();
    int done = fails(SYNC, in_state[fd]) ? -1 : 0;
    int code = errno;
    if (done == 0) note(file > 0 ? 'S' : 'D', file > 0 ? file : -file, 0, NULL, NULL, 0);
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int fsync(int fd) { return sync_watched(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_watched(fd, SYS_fdatasync); }

static int rename_watched(const char *from, const char *to, unsigned flags) {
    char source[PATH_MAX], target[PATH_MAX];
    if (!is_watched(from, source) || !is_watched(to, target)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
    pthread_mutex_lock(&lock);
    int is_last = count();
    int done = -1;
    if (!fails(NAME, strstr(source + root_length, "state") != NULL)) {
        done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
        if (done == 0) note('R', 0, 0, source, target, strlen(target));
    }
    int code = errno;
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int rename(const char *from, const char *to) { return rename_watched(from, to, 0); }

int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) {
    if (folder == AT_FDCWD && other == AT_FDCWD) return rename_watched(from, to, flags);
    return syscall(SYS_renameat2, folder, from, other, to, flags);
}

int unlink(const char *path) {
    char absolute[PATH_MAX];
    if (!is_watched(path, absolute)) return syscall(SYS_unlink, path);
    pthread_mutex_lock(&lock);
    int is_last = count();
    int done = -1;
    if (!fails(NAME, strstr(absolute + root_length, "state") != NULL)) {
        done = syscall(SYS_unlink, path);
        if (done == 0) note('U', 0, 0, absolute, NULL, 0);
    }
    int code = errno;
    end(is_last);
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

// MARK: The clock

int clock_gettime(clockid_t clock, struct timespec *time) {
    int done = syscall(SYS_clock_gettime, clock, time);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t shift = control->clock_ms;
        time->tv_sec += shift / 1000;
        time->tv_nsec += shift % 1000 * 1000000;
        if (time->tv_nsec >= 1000000000) time->tv_sec += 1, time->tv_nsec -= 1000000000;
        if (time->tv_nsec < 0) time->tv_sec -= 1, time->tv_nsec += 1000000000;
    }
    return done;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
