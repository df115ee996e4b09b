// What a durable upload costs the disk, and nothing else: bytes into a temporary file, flush, rename, flush of the folder. One JSON line.
//
//   put FOLDER SECONDS BYTES
//
// The bytes are made before and never the same twice. Nothing is hashed, nothing is received, and no row is written.
#include "../load/tools.h"
#include <fcntl.h>

enum { CHUNK_BYTES = 65536, MOST_PUTS = 1 << 16, NAMES = 16 };

int main(int count, char **arguments)
{
    if (count != 4) { fprintf(stderr, "usage: put FOLDER SECONDS BYTES\n"); return 64; }
    const char *folder = arguments[1];
    double seconds = atof(arguments[2]);
    size_t size = (size_t)atoll(arguments[3]) / CHUNK_BYTES * CHUNK_BYTES;
    if (seconds <= 0 || seconds > 600 || !size) fail("numbers out of range");
    uint64_t *bytes = malloc(size), word = (uint64_t)time(NULL);
    for (size_t i = 0; i < size / 8; i++) bytes[i] = word = word * 6364136223846793005u + 1442695040888963407u;
    double *took = calloc(MOST_PUTS, sizeof *took), started = now();
    size_t puts = 0;
    while (now() - started < seconds && puts < MOST_PUTS) {
        char temporary[512], name[512];
        snprintf(temporary, sizeof temporary, "%s/temporary", folder);
        snprintf(name, sizeof name, "%s/file%zu", folder, puts % NAMES);
        double began = now();
        bytes[0]++;
        int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (file < 0) fail("open %s: %s", temporary, strerror(errno));
        for (size_t at = 0; at < size; at += CHUNK_BYTES)
            if (write(file, (char *)bytes + at, CHUNK_BYTES) != CHUNK_BYTES) fail("write: %s", strerror(errno));
        if (fsync(file) || close(file) || rename(temporary, name)) fail("flush or rename: %s", strerror(errno));
        int names = open(folder, O_RDONLY | O_DIRECTORY);
        if (names < 0 || fsync(names) || close(names)) fail("flush %s: %s", folder, strerror(errno));
        took[puts++] = now() - began;
    }
    double elapsed = now() - started;
    qsort(took, puts, sizeof *took, compare);
    printf("{\"seconds\": %.3f, \"transfers\": %zu, \"mb_per_s\": %.2f, \"p50_ms\": %.3f, \"p95_ms\": %.3f}\n", elapsed, puts,
        (double)puts * (double)size / 1e6 / elapsed, took[puts / 2] * 1e3, took[puts * 95 / 100] * 1e3);
    return 0;
}
