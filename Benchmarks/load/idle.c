// Idle load: N connections spread over the given topics, which do nothing but send a heartbeat each now and then. Prints one JSON line.
//
//   idle PORT PATH CONNECTIONS SECONDS PID HEARTBEAT_SECONDS TOPIC…
//
// CPU and memory are those of process PID. Only loopback.
#include "client.h"

enum { OPEN_SECONDS = 60 };

static char **topics;
static int topic_count;
static uint64_t heartbeats, answered;

static void greet(struct client *c) { join_topic(c, topics[(c - clients) % topic_count], ""); }

static void take_text(struct client *c, const char *text, size_t length)
{
    if (!c->joined) takes_reply(c, text, length);
    else if (memmem(text, length, "\"phx_reply\"", 11)) answered++;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 8) { fprintf(stderr, "usage: idle PORT PATH CONNECTIONS SECONDS PID HEARTBEAT_SECONDS TOPIC...\n"); return 64; }
    int port = atoi(arguments[1]), pid = atoi(arguments[5]), size = atoi(arguments[3]);
    double seconds = atof(arguments[4]), interval = atof(arguments[6]);
    topics = arguments + 7;
    topic_count = argument_count - 7;
    if (size < 1 || size > 60000 || seconds <= 0 || seconds > 600 || interval < 1) fail("numbers out of range");
    make_crowd(size);

    long rss_before = server_rss_kb(pid);
    double cpu = server_cpu(pid), own = own_cpu(), started = now();
    open_crowd(port, arguments[2], OPEN_SECONDS);
    double opening = now() - started, opening_cpu = server_cpu(pid) - cpu, opening_own = own_cpu() - own;
    for (double rest = now() + 2; now() < rest;) turn(10); // the memory of the joins settles
    long rss_joined = server_rss_kb(pid);

    cpu = server_cpu(pid);
    started = now();
    while (now() - started < seconds) {
        uint64_t due = (uint64_t)((now() - started) / interval * count);
        for (; heartbeats < due; heartbeats++)
            send_text(&clients[heartbeats % (uint64_t)count], "[null,\"h\",\"phoenix\",\"heartbeat\",{}]");
        turn(5);
    }
    double wall = now() - started;
    cpu = server_cpu(pid) - cpu;
    for (double limit = now() + 5; answered < heartbeats && now() < limit;) turn(10);
    printf("{\"connections\":%d,\"topics\":%d,\"opening_s\":%.3f,\"opened_per_s\":%.0f,\"opening_cpu_s\":%.2f,\"client_opening_cpu_s\":%.2f,"
           "\"seconds\":%.3f,\"heartbeats\":%llu,\"unanswered\":%llu,\"cpu_cores\":%.4f,"
           "\"rss_before_kb\":%ld,\"rss_joined_kb\":%ld,\"rss_after_kb\":%ld,\"rss_per_connection_kb\":%.2f}\n",
        count, topic_count, opening, count / opening, opening_cpu, opening_own, wall, (unsigned long long)heartbeats,
        (unsigned long long)(heartbeats - answered), cpu / wall, rss_before, rss_joined, server_rss_kb(pid),
        (double)(rss_joined - rss_before) / count);
    return 0;
}
