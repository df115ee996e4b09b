#ifndef UPRISING_MATCH_PLACE_H
#define UPRISING_MATCH_PLACE_H

/// Gives a connection the function `match_place` for full-text queries (sqlite.org/fts5.html §7): of sets of columns, each given by its bits, the first
/// in which every phrase but the first stands; their number when there is none. The first phrase says whose rows they are.
///
///     SELECT rowid, match_place(index, 2, 6) FROM index WHERE index MATCH ?
///
/// Takes an `sqlite3 *`; answers a code of SQLite.
int uprising_add_match_place(void *connection);

#endif
