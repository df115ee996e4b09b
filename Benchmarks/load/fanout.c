// Fan-out load: a room of N + 16, of whom sixteen publish in turn to all others. Prints one JSON line.
//
//   fanout PORT PATH SUBSCRIBERS SECONDS PID IN_FLIGHT RATE [TOPIC]
//
// With RATE 0 there are always IN_FLIGHT publishes on their way; else RATE publishes leave a second, whatever has arrived.
// With TOPIC every connection joins it first, in Phoenix frames (vsn 2.0.0), and publishes are broadcasts of the
// ephemeral event "cursor"; without it texts go as they are. CPU and memory are those of process PID. Only loopback.
//
// The publishers take turns, so that none runs into the bound on what one client may send.
//
// Between looks the client naps instead of sleeping in epoll, so that the server's send() need not wake it: a remote
// client would not cost it that either.
#include "client.h"

enum {
    OPEN_SECONDS = 30,      // for all connections to open and join
    DELIVERY_SECONDS = 5,   // for what is in flight to reach everybody; then the rest is lost
    NAP_MICROSECONDS = 100,
    PUBLISHERS = 16,        // at most 100 publishes a second each; a thousand deliveries each is more than any server here reaches
    SLOT_MICROSECONDS = 20, // of the latencies' histogram
    SLOTS = 500000,         // ten seconds
};

static const char *topic;
static uint64_t published, delivered, doubled, latencies[SLOTS];

static void greet(struct client *c)
{
    c->own = calloc(PUBLISHERS, sizeof(uint64_t)); // the last message of each publisher: each one's own come in order
    if (topic) join_topic(c, topic, "");
    else c->joined = true, joined++;
}

static void take_text(struct client *c, const char *text, size_t length)
{
    if (!c->joined) { takes_reply(c, text, length); return; }
    const char *at = memmem(text, length, "mark-", 5);
    if (!at && memmem(text, length, "\"phx_close\"", 11)) fail("the server closed the channel: %.*s", (int)length, text);
    if (!at) return; // presence, system and the like
    char *end;
    uint64_t number = strtoull(at + 5, &end, 10), *last = (uint64_t *)c->own + number % PUBLISHERS;
    if (number <= *last) { doubled++; return; }
    *last = number;
    delivered++;
    double slot = (now() - strtod(end + 1, NULL)) * 1e6 / SLOT_MICROSECONDS;
    latencies[slot < SLOTS - 1 ? (size_t)slot : SLOTS - 1]++;
}

static void publish(void)
{
    static const char pad[] = "0123456789012345678901234567890123456789012345678901234567890123";
    published++;
    struct client *publisher = &clients[published % PUBLISHERS];
    if (topic)
        send_text(publisher, "[\"1\",\"%llu\",\"%s\",\"broadcast\",{\"type\":\"broadcast\",\"event\":\"cursor\",\"payload\":"
            "{\"m\":\"mark-%llu-%.6f\",\"pad\":\"%s\"}}]", (unsigned long long)published + 1, topic, (unsigned long long)published, now(), pad);
    else // as long as what the node delivers for the publish above
        send_text(publisher, "[null,null,\"realtime:room:lead:0199aaaa-0000-7000-8000-000000000001\",\"broadcast\",{\"type\":\"broadcast\","
            "\"event\":\"cursor\",\"payload\":{\"m\":\"mark-%llu-%.6f\",\"pad\":\"%s\"}}]", (unsigned long long)published, now(), pad);
}

static double latency_ms(double share)
{
    uint64_t seen = 0, wanted = (uint64_t)(share * (double)delivered);
    for (size_t slot = 0; slot < SLOTS; slot++)
        if ((seen += latencies[slot]) > wanted) return (double)(slot + 1) * SLOT_MICROSECONDS / 1e3;
    return 0;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 8) { fprintf(stderr, "usage: fanout PORT PATH SUBSCRIBERS SECONDS PID IN_FLIGHT RATE [TOPIC]\n"); return 64; }
    int port = atoi(arguments[1]), pid = atoi(arguments[5]), size = atoi(arguments[3]) + 1;
    double seconds = atof(arguments[4]), rate = atof(arguments[7]);
    uint64_t in_flight = strtoull(arguments[6], NULL, 10), others = (uint64_t)size - 1;
    topic = argument_count > 8 ? arguments[8] : NULL;
    if (size <= PUBLISHERS || size > 15000 || seconds <= 0 || seconds > 600 || in_flight < 1 || in_flight > 64) fail("numbers out of range");
    make_crowd(size);

    long rss_before = server_rss_kb(pid);
    open_crowd(port, arguments[2], OPEN_SECONDS);
    for (double rest = now() + 1; now() < rest;) turn(10); // the memory of the joins settles
    long rss_joined = server_rss_kb(pid);

    double cpu = server_cpu(pid), own = own_cpu(), started = now(), moved = started;
    uint64_t moved_at = 0;
    while (now() - started < seconds) {
        double due = (now() - started) * rate;
        if (rate > 0) while ((double)published < due) publish();
        else while (published * others < delivered + in_flight * others) publish();
        uint64_t before = delivered;
        turn(0);
        if (delivered == before) usleep(NAP_MICROSECONDS);
        if (delivered != moved_at) { moved_at = delivered; moved = now(); }
        if (rate == 0 && now() - moved > DELIVERY_SECONDS) break;
    }
    double wall = now() - started;
    uint64_t in_time = delivered;
    cpu = server_cpu(pid) - cpu;
    own = own_cpu() - own;
    for (double limit = now() + DELIVERY_SECONDS; delivered < published * others && now() < limit;) turn(10);
    printf("{\"subscribers\":%d,\"seconds\":%.3f,\"publishes\":%llu,\"deliveries\":%llu,\"deliveries_per_s\":%.0f,\"server_cpu_s\":%.2f,"
           "\"deliveries_per_cpu_s\":%.0f,\"client_cpu_cores\":%.2f,\"lost\":%llu,\"doubled\":%llu,\"latency_ms\":{\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f},"
           "\"rss_before_kb\":%ld,\"rss_joined_kb\":%ld,\"rss_per_connection_kb\":%.2f}\n",
        size - 1, wall, (unsigned long long)published, (unsigned long long)in_time, (double)in_time / wall, cpu,
        cpu > 0 ? (double)in_time / cpu : 0.0, own / wall, (unsigned long long)(published * others - delivered), (unsigned long long)doubled,
        latency_ms(0.5), latency_ms(0.95), latency_ms(0.99), rss_before, rss_joined, (double)(rss_joined - rss_before) / count);
    return 0;
}
