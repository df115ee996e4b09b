#ifndef UPRISING_FILES_SHIM_H
#define UPRISING_FILES_SHIM_H

// Linux, and so not among what the C library shows to a program that asks for POSIX (sync_file_range(2)).
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned int flags);

/// Has the system begin to write a range of a file to the disk, and does not wait for it.
static inline void uprising_begin_writing(int descriptor, long long offset, long long count) {
    // That something does not begin is no fault: a flush comes, and tells.
    (void)sync_file_range(descriptor, offset, count, 2 /* SYNC_FILE_RANGE_WRITE */);
}

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
