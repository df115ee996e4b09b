#ifndef UPRISING_SQLITE_SHIM_H
#define UPRISING_SQLITE_SHIM_H

// Swift can't call variadic functions, and this one is.
extern int sqlite3_config(int, ...);

/// Stops SQLite from counting its memory, for which it would take a lock at every allocation (SQLITE_CONFIG_MEMSTATUS,
/// sqlite.org/c3ref/c_config_covering_index_scan.html). To be called before the first database is opened.
static inline int uprising_sqlite_count_no_memory(void) { return sqlite3_config(9 /* SQLITE_CONFIG_MEMSTATUS */, 0); }

#endif
