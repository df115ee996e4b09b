#include "web_assets.h"

// Written by the page's build: defines `uprising_assets` with arrays filled by #embed.
#if __has_include("generated/table.inc")
#include "generated/table.inc"

const struct uprising_asset *uprising_assets_table(size_t *count) {
    *count = sizeof uprising_assets / sizeof uprising_assets[0];
    return uprising_assets;
}
#else

const struct uprising_asset *uprising_assets_table(size_t *count) {
    *count = 0;
    return nullptr;
}
#endif

// Written by the page's build too: defines `uprising_maps`.
#if __has_include("generated/maps.inc")
#include "generated/maps.inc"

const struct uprising_map *uprising_maps_table(size_t *count) {
    *count = sizeof uprising_maps / sizeof uprising_maps[0];
    return uprising_maps;
}
#else

const struct uprising_map *uprising_maps_table(size_t *count) {
    *count = 0;
    return nullptr;
}
#endif
