#include "mapped_file.h"
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/// A file as it is mapped, for all connections. Its descriptor stays open as long as one of them is: closing any descriptor of a file gives up
/// all locks that the process has on it (POSIX.1-2017, close).
typedef struct mapping {
    struct mapping *next;
    dev_t device;
    ino_t inode;
    int descriptor, users;
    unsigned char *bytes; // null where the system refused
} mapping;

static mapping *mappings;
static pthread_mutex_t mappings_lock = PTHREAD_MUTEX_INITIALIZER;

/// What a connection has beside the file of the VFS below, in the same memory behind it.
typedef struct {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *below;
    const char *name; // SQLite's, until the file is closed
    sqlite3_int64 limit, size;
    mapping *mapping;
    int is_unmappable;
} connection;

static sqlite3_vfs *below;
static sqlite3_vfs mapped;

static connection *connection_of(sqlite3_file *file) { return (connection *)((char *)file + mapped.szOsFile - sizeof(connection)); }

static mapping *mapping_of(const struct stat *status) {
    mapping *found = mappings;
    while (found && (found->device != status->st_dev || found->inode != status->st_ino)) found = found->next;
    return found;
}

static mapping *new_mapping(const char *name, const struct stat *status) {
    mapping *made = calloc(1, sizeof *made);
    if (!made) return 0;
    struct stat opened;
    made->descriptor = open(name, O_RDONLY | O_CLOEXEC);
    if (made->descriptor < 0 || fstat(made->descriptor, &opened) || opened.st_dev != status->st_dev || opened.st_ino != status->st_ino) {
        // Of another file, which nobody here has a lock on.
        if (made->descriptor >= 0) close(made->descriptor);
        free(made);
        return 0;
    }
    void *bytes = mmap(0, uprising_mapped_bytes, PROT_READ, MAP_SHARED | MAP_NORESERVE, made->descriptor, 0);
    made->bytes = bytes == MAP_FAILED ? 0 : bytes;
    made->device = opened.st_dev;
    made->inode = opened.st_ino;
    made->next = mappings;
    return mappings = made;
}

static void map(sqlite3_file *file, connection *own) {
    struct stat status;
    int has_moved = 1;
    pthread_mutex_lock(&mappings_lock);
    if (!stat(own->name, &status) && !own->below->xFileControl(file, SQLITE_FCNTL_HAS_MOVED, &has_moved) && !has_moved) {
        own->mapping = mapping_of(&status);
        if (!own->mapping) own->mapping = new_mapping(own->name, &status);
        if (own->mapping) own->mapping->users++;
    }
    pthread_mutex_unlock(&mappings_lock);
    own->is_unmappable = !own->mapping || !own->mapping->bytes;
}

static void unmap(mapping *left) {
    pthread_mutex_lock(&mappings_lock);
    if (--left->users == 0) {
        mapping **place = &mappings;
        while (*place != left) place = &(*place)->next;
        *place = left->next;
        if (left->bytes) munmap(left->bytes, uprising_mapped_bytes);
        close(left->descriptor);
        free(left);
    }
    pthread_mutex_unlock(&mappings_lock);
}

static int fetch(sqlite3_file *file, sqlite3_int64 offset, int count, void **bytes) {
    connection *own = connection_of(file);
    sqlite3_int64 end = offset + count;
    *bytes = 0;
    if (end > own->limit || own->is_unmappable) return SQLITE_OK;
    if (!own->mapping) map(file, own);
    if (own->is_unmappable) return SQLITE_OK;
    if (end > own->size) {
        // Behind its end a mapping has nothing: to look there would end the process.
        int code = own->below->xFileSize(file, &own->size);
        if (code != SQLITE_OK || end > own->size) return code;
    }
    *bytes = own->mapping->bytes + offset;
    return SQLITE_OK;
}

/// Without a page: another connection committed. Its commit may have made the file shorter.
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
    (void)offset;
    if (!page) connection_of(file)->size = 0;
    return SQLITE_OK;
}

static int control(sqlite3_file *file, int operation, void *argument) {
    connection *own = connection_of(file);
    if (operation != SQLITE_FCNTL_MMAP_SIZE) return own->below->xFileControl(file, operation, argument);
    sqlite3_int64 *limit = argument, before = own->limit;
    if (*limit >= 0) own->limit = *limit < uprising_mapped_bytes ? *limit : uprising_mapped_bytes;
    *limit = before;
    return SQLITE_OK;
}

static int close_file(sqlite3_file *file) {
    connection *own = connection_of(file);
    mapping *left = own->mapping;
    int code = own->below->xClose(file);
    if (left) unmap(left);
    return code;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
    (void)vfs;
    int code = below->xOpen(below, name, file, flags, opened);
    if (code != SQLITE_OK || !name || !(flags & SQLITE_OPEN_MAIN_DB) || file->pMethods->iVersion < 3) return code;
    connection *own = connection_of(file);
    *own = (connection){.methods = *file->pMethods, .below = file->pMethods, .name = name};
    own->methods.xClose = close_file;
    own->methods.xFetch = fetch;
    own->methods.xUnfetch = unfetch;
    own->methods.xFileControl = control;
    file->pMethods = &own->methods;
    return code;
}

static int registered = SQLITE_ERROR;

static void register_once(void) {
    below = sqlite3_vfs_find(0);
    if (!below) return;
    mapped = *below;
    mapped.zName = "mapped";
    mapped.szOsFile = (below->szOsFile + 15) / 16 * 16 + (int)sizeof(connection);
    mapped.xOpen = open_file;
    registered = sqlite3_vfs_register(&mapped, 1);
}

int uprising_map_files_once(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_once);
    return registered;
}
