#ifndef UPRISING_WEB_ASSETS_H
#define UPRISING_WEB_ASSETS_H

#include <stddef.h>

// One file of the web page, compiled into the binary.
struct uprising_asset {
    const char *path;            // "/index.html", "/assets/app-4F2A.js"
    const char *content_type;    // "text/html; charset=utf-8"
    const char *etag;            // of the file's content, with or without quotes
    int immutable;               // the name holds a hash of the content, so a changed file has another name
    const unsigned char *identity;
    size_t identity_length;
    const unsigned char *gzip;   // NULL where it would not be smaller
    size_t gzip_length;
    const unsigned char *brotli; // NULL where it would not be smaller
    size_t brotli_length;
};

// All files; none when the page had not been built.
const struct uprising_asset *uprising_assets_table(size_t *count);

// The source map of one script, for reading stack traces; never served.
struct uprising_map {
    const char *script;          // "app-4F2A.js"
    const unsigned char *brotli;
    size_t brotli_length;
};

// All maps; none when the page had not been built.
const struct uprising_map *uprising_maps_table(size_t *count);

#endif
