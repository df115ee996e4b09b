#ifndef UPRISING_FILES_SHIM_H
#define UPRISING_FILES_SHIM_H

// Linux, and so not among what the C library shows to a program that asks for POSIX (sync_file_range(2)).
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned int flags);

/// Has the system begin to write a range of a file to the disk, and does not wait for it.
static inline void uprising_begin_writing(int descriptor, long long offset, long long count) {
    // That something does not begin is no fault: a flush comes, and tells.
    (void)sync_file_range(descriptor, offset, count, 2 /* SYNC_FILE_RANGE_WRITE */);
}

/// The same, and returns when the disk has the range. No flush: the disk may still hold it in a cache, and what is known of the file is not written.
static inline void uprising_await_writing(int descriptor, long long offset, long long count) {
    // SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE and _WAIT_AFTER.
    (void)sync_file_range(descriptor, offset, count, 1 | 2 | 4);
}

#include <sys/stat.h>

/// What is known of a file without reading it. Of our own, for the optimised build of a module that imports SwiftNIO finds no members of `struct stat`.
struct uprising_file {
    unsigned int mode;
    long long byte_count, device, inode;
    /// Seconds and nanoseconds: of its content, and of what is known of it.
    long long written_seconds, written_nanoseconds, changed_seconds, changed_nanoseconds;
};

static inline void uprising_take_file(const struct stat *from, struct uprising_file *file) {
    file->mode = from->st_mode;
    file->byte_count = from->st_size;
    file->device = (long long)from->st_dev;
    file->inode = (long long)from->st_ino;
    file->written_seconds = from->st_mtim.tv_sec;
    file->written_nanoseconds = from->st_mtim.tv_nsec;
    file->changed_seconds = from->st_ctim.tv_sec;
    file->changed_nanoseconds = from->st_ctim.tv_nsec;
}

/// Follows links. 0, or -1 with `errno`.
static inline int uprising_look(const char *path, struct uprising_file *file) {
    struct stat found;
    if (stat(path, &found)) return -1;
    uprising_take_file(&found, file);
    return 0;
}

/// The same of a file that is open.
static inline int uprising_look_at(int descriptor, struct uprising_file *file) {
    struct stat found;
    if (fstat(descriptor, &found)) return -1;
    uprising_take_file(&found, file);
    return 0;
}

static inline int uprising_is_regular(const struct uprising_file *file) { return S_ISREG(file->mode); }

// adjtimex(2); modes 0 changes nothing and wants no right.
#include <sys/timex.h>

/// 1 where the kernel's clock is kept in step by somebody, 0 where it is not, -1 where the kernel does not say.
static inline int uprising_clock_is_synchronised(void) {
    struct timex state = {.modes = 0};
    int result = adjtimex(&state);
    if (result < 0) return -1;
    return result != TIME_ERROR && !(state.status & STA_UNSYNC);
}

#endif
