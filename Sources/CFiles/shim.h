#ifndef UPRISING_FILES_SHIM_H
#define UPRISING_FILES_SHIM_H

// Linux, and so not among what the C library shows to a program that asks for POSIX (sync_file_range(2)).
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned int flags);

/// Has the system begin to write a range of a file to the disk, and does not wait for it.
static inline void uprising_begin_writing(int descriptor, long long offset, long long count) {
    // That something does not begin is no fault: a flush comes, and tells.
    (void)sync_file_range(descriptor, offset, count, 2 /* SYNC_FILE_RANGE_WRITE */);
}

#endif
