// Replay load: N clients come back at the same moment, each with a cursor. Prints one JSON line.
//
//   replay PORT PATH CLIENTS PID TOPIC EPOCH LAST FIRST…
//
// FIRST is the place in the log after which a client missed everything, one for all or one for each in turn; LAST that of the last event
// that they missed. They are done when each has had LAST. What a client gets must rise in its places; how many events that were is counted. Only loopback.
#include "client.h"

enum { REPLAY_SECONDS = 60 };

static const char *topic, *epoch;
static long long last;
static char **firsts;
static int first_count;
static uint64_t events, unordered;
static int done, lost;
static double started, *took;

static void greet(struct client *c)
{
    char cursor[256];
    long long first = atoll(firsts[(c - clients) % first_count]);
    snprintf(cursor, sizeof cursor, ",\"cursor\":{\"epoch\":\"%s\",\"seq\":%lld}", epoch, first);
    c->own = calloc(1, sizeof first);
    *(long long *)c->own = first;
    join_topic(c, topic, cursor);
}

static void take_text(struct client *c, const char *text, size_t length)
{
    if (!c->joined) {
        if (takes_reply(c, text, length) && !memmem(text, length, "\"recovered\":true", 16)) lost++;
        return;
    }
    const char *meta = memmem(text, length, "\"meta\":{\"id\"", 12), *at = meta ? strstr(meta, "\"seq\":") : NULL;
    if (!at) return;
    long long seq = atoll(at + 6), *reached = c->own;
    if (seq <= *reached) unordered++;
    if (seq > last) return;
    events++;
    if (*reached < last && seq == last) took[done++] = now() - started;
    *reached = seq;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 9) { fprintf(stderr, "usage: replay PORT PATH CLIENTS PID TOPIC EPOCH LAST FIRST...\n"); return 64; }
    int port = atoi(arguments[1]), size = atoi(arguments[3]), pid = atoi(arguments[4]);
    topic = arguments[5];
    epoch = arguments[6];
    last = atoll(arguments[7]);
    firsts = arguments + 8;
    first_count = argument_count - 8;
    if (size < 1 || size > 4000) fail("numbers out of range");
    make_crowd(size);
    took = calloc((size_t)size, sizeof *took);

    long rss_before = server_rss_kb(pid), rss_most = rss_before;
    double cpu = server_cpu(pid), own = own_cpu();
    started = now();
    for (int i = 0; i < count; i++) open_client(&clients[i], port, arguments[2]); // at once: nobody waits for anybody
    double looked = started;
    while (done + lost < count && now() - started < REPLAY_SECONDS) {
        turn(10);
        if (now() - looked < 0.05) continue;
        looked = now();
        long rss = server_rss_kb(pid);
        if (rss > rss_most) rss_most = rss;
    }
    double wall = now() - started;
    cpu = server_cpu(pid) - cpu;
    own = own_cpu() - own;
    qsort(took, (size_t)done, sizeof *took, compare);
    printf("{\"clients\":%d,\"done\":%d,\"not_recovered\":%d,\"seconds\":%.3f,\"events\":%llu,\"unordered\":%llu,\"client_p50_s\":%.3f,"
           "\"server_cpu_s\":%.2f,\"client_cpu_s\":%.2f,\"rss_before_kb\":%ld,\"rss_most_kb\":%ld}\n",
        count, done, lost, wall, (unsigned long long)events, (unsigned long long)unordered, done ? took[done / 2] : 0.0, cpu, own, rss_before,
        rss_most);
    return 0;
}
