#include "match_place.h"
#include <sqlite3.h>

enum { MOST_SETS = 8 };

static sqlite3_int64 columns_of(const Fts5ExtensionApi *api, Fts5Context *match, int phrase) {
    sqlite3_int64 columns = 0;
    Fts5PhraseIter position;
    int column;
    if (api->xPhraseFirstColumn(match, phrase, &position, &column)) return 0;
    for (; column >= 0; api->xPhraseNextColumn(match, &position, &column)) columns |= (sqlite3_int64)1 << column;
    return columns;
}

static void match_place(const Fts5ExtensionApi *api, Fts5Context *match, sqlite3_context *result, int count, sqlite3_value **sets) {
    int fits[MOST_SETS], phrases = api->xPhraseCount(match);
    if (count > MOST_SETS) return sqlite3_result_error(result, "too many sets of columns", -1);
    for (int set = 0; set < count; set++) fits[set] = 1;
    for (int phrase = 1; phrase < phrases; phrase++) {
        sqlite3_int64 columns = columns_of(api, match, phrase);
        for (int set = 0; set < count; set++) fits[set] = fits[set] && columns & sqlite3_value_int64(sets[set]);
    }
    int first = 0;
    while (first < count && !fits[first]) first++;
    sqlite3_result_int(result, first);
}

int uprising_add_match_place(void *connection) {
    fts5_api *api = 0;
    sqlite3_stmt *ask = 0;
    int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &ask, 0);
    if (code == SQLITE_OK) code = sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", 0);
    if (code == SQLITE_OK) sqlite3_step(ask);
    int end = sqlite3_finalize(ask);
    if (code != SQLITE_OK || end != SQLITE_OK) return code != SQLITE_OK ? code : end;
    return api ? api->xCreateFunction(api, "match_place", 0, match_place, 0) : SQLITE_ERROR;
}
