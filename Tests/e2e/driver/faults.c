// Makes one process's machine faulty, as a file of two numbers says at each moment: its disk, and its clock.
//
// Preloaded (LD_PRELOAD). FAULTS names that file, which is mapped; FAULTY_FOLDER is where the disk's faults hold.
// The first number: 0 the disk is well, 1 it takes nothing (EROFS), 2 it is gone (EIO). The second: seconds by which the clock is wrong.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
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

static volatile int64_t *faults;
static const char *folder;
static size_t folder_length;
static unsigned char inside[65536];

__attribute__((constructor)) static void begin(void) {
	const char *path = getenv("FAULTS");
	folder = getenv("FAULTY_FOLDER");
	if (!path || !folder) return;
	folder_length = strlen(folder);
	int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR, 0);
	if (descriptor < 0) return;
	void *mapped = mmap(NULL, 16, PROT_READ, MAP_SHARED, descriptor, 0);
	if (mapped != MAP_FAILED) faults = mapped;
	syscall(SYS_close, descriptor);
}

static int disk(void) { return faults ? (int)faults[0] : 0; }
static int is_inside(const char *path) { return folder && path && strncmp(path, folder, folder_length) == 0; }
static int is_of_disk(int descriptor) { return descriptor >= 0 && descriptor < (int)sizeof inside && inside[descriptor]; }

// Whether what writes is to fail; then errno says how.
static int refuses_write(int concerns) {
	if (!concerns || !disk()) return 0;
	errno = disk() == 1 ? EROFS : EIO;
	return 1;
}

static int refuses_read(int concerns) {
	if (!concerns || disk() != 2) return 0;
	errno = EIO;
	return 1;
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
	int concerns = is_inside(path) || (path && path[0] != '/' && is_of_disk(at));
	if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) ? refuses_write(concerns) : refuses_read(concerns)) return -1;
	int descriptor = (int)syscall(SYS_openat, at, path, flags, mode);
	if (descriptor >= 0 && descriptor < (int)sizeof inside) inside[descriptor] = (unsigned char)concerns;
	return descriptor;
}

#define OPENED(flags) \
	mode_t mode = 0; \
	if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { OPENED(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { OPENED(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { OPENED(flags) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { OPENED(flags) return open_at(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int descriptor) {
	if (descriptor >= 0 && descriptor < (int)sizeof inside) inside[descriptor] = 0;
	return (int)syscall(SYS_close, descriptor);
}

#define WRITING(descriptor, call) (refuses_write(is_of_disk(descriptor)) ? -1 : (call))
#define READING(descriptor, call) (refuses_read(is_of_disk(descriptor)) ? -1 : (call))

ssize_t write(int d, const void *bytes, size_t count) { return WRITING(d, syscall(SYS_write, d, bytes, count)); }
ssize_t pwrite(int d, const void *bytes, size_t count, off_t at) { return WRITING(d, syscall(SYS_pwrite64, d, bytes, count, at)); }
ssize_t pwrite64(int d, const void *bytes, size_t count, off64_t at) { return WRITING(d, syscall(SYS_pwrite64, d, bytes, count, at)); }
ssize_t writev(int d, const struct iovec *parts, int count) { return WRITING(d, syscall(SYS_writev, d, parts, count)); }
int fsync(int d) { return (int)WRITING(d, syscall(SYS_fsync, d)); }
int fdatasync(int d) { return (int)WRITING(d, syscall(SYS_fdatasync, d)); }
int ftruncate(int d, off_t length) { return (int)WRITING(d, syscall(SYS_ftruncate, d, length)); }
int ftruncate64(int d, off64_t length) { return (int)WRITING(d, syscall(SYS_ftruncate, d, length)); }
ssize_t read(int d, void *bytes, size_t count) { return READING(d, syscall(SYS_read, d, bytes, count)); }
ssize_t pread(int d, void *bytes, size_t count, off_t at) { return READING(d, syscall(SYS_pread64, d, bytes, count, at)); }
ssize_t pread64(int d, void *bytes, size_t count, off64_t at) { return READING(d, syscall(SYS_pread64, d, bytes, count, at)); }
int unlink(const char *path) { return refuses_write(is_inside(path)) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0); }
int mkdir(const char *path, mode_t mode) { return refuses_write(is_inside(path)) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode); }
int rename(const char *from, const char *to) {
	return refuses_write(is_inside(from) || is_inside(to)) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

// The time of day; clocks that nobody sets go on as they are.
int clock_gettime(clockid_t clock, struct timespec *time) {
	int result = (int)syscall(SYS_clock_gettime, clock, time);
	if (result == 0 && faults && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += faults[1];
	return result;
}

int gettimeofday(struct timeval *time, void *zone) {
	struct timespec now;
	(void)zone;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
	time->tv_sec = now.tv_sec;
	time->tv_usec = now.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *into) {
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (into) *into = now.tv_sec;
	return now.tv_sec;
}
