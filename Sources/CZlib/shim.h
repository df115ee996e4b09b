#ifndef UPRISING_CZLIB_H
#define UPRISING_CZLIB_H

#include <zlib.h>

// These are macros in zlib.h, which Swift does not see.

/// Reads gzip (RFC 1952) and zlib (RFC 1950), whichever the first bytes are.
static inline int uprising_inflate_start(z_stream *stream) { return inflateInit2(stream, 15 + 32); }

/// Writes zlib (RFC 1950).
static inline int uprising_deflate_start(z_stream *stream, int level) { return deflateInit(stream, level); }

#endif
