#include "mapped_file.h"
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/// A database file, for all connections to it in this process. Its descriptor stays open as long as one of them is, mapped or not: closing any
/// descriptor of a file gives up all locks that the process has on it (POSIX.1-2017, close).
typedef struct database {
    struct database *next;
    dev_t device;
    ino_t inode;
    int connections, descriptor; // -1 until it is mapped
    unsigned char *bytes;        // null until then, and where the system refused
} database;

static database *databases;
static pthread_mutex_t databases_lock = PTHREAD_MUTEX_INITIALIZER;

/// What a connection has beside the file of the VFS below, in the same memory behind it.
typedef struct {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *below;
    const char *name; // SQLite's, until the file is closed
    database *database;
    const unsigned char *bytes;
    sqlite3_int64 limit, size;
    int is_unmappable;
} connection;

static sqlite3_vfs *below;
static sqlite3_vfs mapped;

static connection *connection_of(sqlite3_file *file) { return (connection *)((char *)file + mapped.szOsFile - sizeof(connection)); }

static int is_of(const database *database, const struct stat *status) {
    return database->device == status->st_dev && database->inode == status->st_ino;
}

/// Null where the system does not say which file it is: then it is not mapped.
static database *join(const char *name) {
    struct stat status;
    if (stat(name, &status)) return 0;
    pthread_mutex_lock(&databases_lock);
    database *joined = databases;
    while (joined && !is_of(joined, &status)) joined = joined->next;
    if (!joined && (joined = calloc(1, sizeof *joined))) {
        *joined = (database){.next = databases, .device = status.st_dev, .inode = status.st_ino, .descriptor = -1};
        databases = joined;
    }
    if (joined) joined->connections++;
    pthread_mutex_unlock(&databases_lock);
    return joined;
}

static void leave(database *left) {
    pthread_mutex_lock(&databases_lock);
    if (--left->connections == 0) {
        database **place = &databases;
        while (*place != left) place = &(*place)->next;
        *place = left->next;
        if (left->bytes) munmap(left->bytes, uprising_mapped_bytes);
        if (left->descriptor >= 0) close(left->descriptor);
        free(left);
    }
    pthread_mutex_unlock(&databases_lock);
}

static void map_once(database *database, const char *name) {
    if (database->descriptor >= 0) return;
    struct stat opened;
    int descriptor = open(name, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    // Another file has the name now.
    if (fstat(descriptor, &opened) || !is_of(database, &opened)) {
        close(descriptor);
        return;
    }
    database->descriptor = descriptor;
    void *bytes = mmap(0, uprising_mapped_bytes, PROT_READ, MAP_SHARED | MAP_NORESERVE, descriptor, 0);
    if (bytes != MAP_FAILED) database->bytes = bytes;
}

static void map(sqlite3_file *file, connection *own) {
    int has_moved = 1;
    pthread_mutex_lock(&databases_lock);
    if (own->below->xFileControl(file, SQLITE_FCNTL_HAS_MOVED, &has_moved) == SQLITE_OK && !has_moved) {
        map_once(own->database, own->name);
        own->bytes = own->database->bytes;
    }
    pthread_mutex_unlock(&databases_lock);
    own->is_unmappable = !own->bytes;
}

static int fetch(sqlite3_file *file, sqlite3_int64 offset, int count, void **bytes) {
    connection *own = connection_of(file);
    sqlite3_int64 end = offset + count;
    *bytes = 0;
    if (end > own->limit || own->is_unmappable) return SQLITE_OK;
    if (!own->bytes) map(file, own);
    if (own->is_unmappable) return SQLITE_OK;
    if (end > own->size) {
        // Behind its end a mapping has nothing: to look there would end the process.
        int code = own->below->xFileSize(file, &own->size);
        if (code != SQLITE_OK || end > own->size) return code;
    }
    *bytes = (void *)(own->bytes + offset);
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
    database *left = own->database;
    int code = own->below->xClose(file);
    if (left) leave(left);
    return code;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
    (void)vfs;
    int code = below->xOpen(below, name, file, flags, opened);
    if (code != SQLITE_OK || !name || !(flags & SQLITE_OPEN_MAIN_DB) || file->pMethods->iVersion < 3) return code;
    connection *own = connection_of(file);
    *own = (connection){.methods = *file->pMethods, .below = file->pMethods, .name = name, .database = join(name)};
    own->is_unmappable = !own->database;
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
