#ifndef UPRISING_MAPPED_FILE_H
#define UPRISING_MAPPED_FILE_H

/// What a connection can be allowed to look at in memory, 64 GiB: address space, which costs nothing.
static const long long uprising_mapped_bytes = 1LL << 36;

/// Has database files that are opened from now on mapped once for the whole process, where `PRAGMA mmap_size` allows a connection to look at
/// pages in memory (sqlite.org/mmap.html).
///
/// SQLite's own VFS maps the file for each connection, and takes all of it back at the first transaction after a commit of another one. Here a
/// mapping stays until the last connection is closed, and goes as far as a file can grow: nothing is mapped anew when it does. What lies behind
/// that, and everything where the system refuses so much address space, is read by copies.
///
/// Registers the default VFS anew under the name `mapped`; to be called before the first database is opened. Answers a code of SQLite.
int uprising_map_files_once(void);

#endif
