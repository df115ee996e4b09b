#ifndef UPRISING_MEMORY_SHIM_H
#define UPRISING_MEMORY_SHIM_H

// Not among what Swift shows of the C library (mallopt(3)).
#include <malloc.h>

/// How many free bytes at the end of a heap are kept instead of given back to the system, and from which size on a block is one of the system's
/// own. False where the allocator takes no such wish.
static inline int uprising_keep_memory(int free_bytes, int own_block_bytes) {
    return mallopt(M_TRIM_THRESHOLD, free_bytes) && mallopt(M_MMAP_THRESHOLD, own_block_bytes);
}

#endif
