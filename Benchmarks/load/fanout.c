// Fan-out load: a room of N + 1, of whom one publishes to the N others, one publish in flight. Prints one JSON line.
//
//   fanout PORT PATH SUBSCRIBERS SECONDS PID [TOPIC]
//
// With TOPIC every connection joins it first, in Phoenix frames (vsn 2.0.0), and publishes are broadcasts of the
// ephemeral event "cursor"; without it texts go as they are. CPU and memory are those of process PID. Only loopback.
//
// The publishers take turns, so that none runs into the bound on what one client may send.
//
// Between looks the client naps instead of sleeping in epoll, so that the server's send() need not wake it: a remote
// client would not cost it that either.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    BUFFER_BYTES = 8192,    // a join's reply, or many of the deliveries
    EVENTS_A_TURN = 1024,
    OPEN_SECONDS = 30,      // for all connections to open and join
    DELIVERY_SECONDS = 5,   // for one publish to reach everybody; then the rest is lost
    NAP_MICROSECONDS = 100,
    PUBLISHERS = 16,        // at most 100 publishes a second each; a thousand deliveries each is more than any server here reaches
};

struct connection {
    int descriptor;
    bool open, joined;
    size_t length;
    uint64_t last_mark;
    char input[BUFFER_BYTES];
};

static struct connection *connections;
static int count, opened, joined, poller;
static uint64_t delivered, doubled, mark;
static int reached; // subscribers that have the publish in flight
static const char *topic;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *format, ...)
{
    va_list rest;
    va_start(rest, format);
    fputs("fanout: ", stderr);
    vfprintf(stderr, format, rest);
    fputc('\n', stderr);
    exit(1);
}

// User and system seconds of the server, all threads.
static double server_cpu(int pid)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) fail("process %d is gone", pid);
    fclose(file);
    unsigned long user, system;
    if (sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) fail("stat: %s", line);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static long server_rss_kb(int pid)
{
    char path[64];
    long pages;
    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%*d %ld", &pages) != 1) fail("process %d is gone", pid);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE) / 1024;
}

static double own_cpu(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void send_text(struct connection *c, const char *format, ...)
{
    char text[1024];
    uint8_t frame[1040] = {0x81};
    va_list rest;
    va_start(rest, format);
    size_t length = (size_t)vsnprintf(text, sizeof text, format, rest), head = 2;
    va_end(rest);
    if (length >= sizeof text) fail("a frame of %zu bytes is too long", length);
    if (length < 126) frame[1] = (uint8_t)(128 | length);
    else { frame[1] = 128 | 126; frame[2] = (uint8_t)(length >> 8); frame[3] = (uint8_t)length; head = 4; }
    memcpy(frame + head + 4, text, length); // the mask is zero, which RFC 6455 allows a test client
    if (send(c->descriptor, frame, head + 4 + length, MSG_NOSIGNAL) != (ssize_t)(head + 4 + length)) fail("send: %s", strerror(errno));
}

static void open_connection(struct connection *c, int port, const char *path)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[2048];
    int one = 1;
    c->descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (c->descriptor < 0 || connect(c->descriptor, (struct sockaddr *)&address, sizeof address)) fail("connect: %s", strerror(errno));
    setsockopt(c->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    int length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", path, port);
    if (send(c->descriptor, request, (size_t)length, MSG_NOSIGNAL) != length) fail("send: %s", strerror(errno));
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, c->descriptor, &event);
}

static void take_text(struct connection *c, const char *text, size_t length)
{
    if (!c->joined) {
        if (!memmem(text, length, "\"phx_reply\"", 11)) return;
        if (!memmem(text, length, "\"ok\"", 4)) fail("the join was refused: %.*s", (int)length, text);
        c->joined = true;
        joined++;
        return;
    }
    const char *at = memmem(text, length, "mark-", 5);
    if (!at && memmem(text, length, "\"phx_close\"", 11)) fail("the server closed the channel: %.*s", (int)length, text);
    if (!at) return; // presence, system and the like
    uint64_t number = strtoull(at + 5, NULL, 10);
    if (number <= c->last_mark) { doubled++; return; }
    c->last_mark = number;
    delivered++;
    if (number == mark) reached++;
}

static void take_input(struct connection *c)
{
    ssize_t got = recv(c->descriptor, c->input + c->length, sizeof c->input - 1 - c->length, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
    c->length += (size_t)got;
    c->input[c->length] = 0;
    char *at = c->input, *end = c->input + c->length;
    if (!c->open) {
        char *head = strstr(c->input, "\r\n\r\n");
        if (!head) return;
        if (strncmp(c->input, "HTTP/1.1 101", 12)) fail("no upgrade: %.60s", c->input);
        c->open = true;
        opened++;
        at = head + 4;
        if (topic)
            send_text(c, "[\"1\",\"1\",\"%s\",\"phx_join\",{\"config\":{\"private\":true,\"broadcast\":{\"self\":false,\"ack\":false},"
                         "\"presence\":{\"enabled\":false}}}]", topic);
        else c->joined = true, joined++;
    }
    while (end - at >= 2) {
        size_t length = (uint8_t)at[1] & 127, size = 2;
        if (length == 126) { if (end - at < 4) break; length = (size_t)(uint8_t)at[2] << 8 | (uint8_t)at[3]; size = 4; }
        if (length + size > sizeof c->input - 1) fail("a frame is too long");
        if ((size_t)(end - at) < size + length) break;
        int kind = at[0] & 15;
        if (kind == 8) fail("the server closed a connection with a close frame");
        if (kind == 1 || kind == 2) take_text(c, at + size, length);
        at += size + length;
    }
    memmove(c->input, at, c->length = (size_t)(end - at));
}

static void turn(int wait_ms)
{
    struct epoll_event ready[EVENTS_A_TURN];
    int waiting = epoll_wait(poller, ready, EVENTS_A_TURN, wait_ms);
    for (int i = 0; i < waiting; i++) take_input(ready[i].data.ptr);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 6) { fprintf(stderr, "usage: fanout PORT PATH SUBSCRIBERS SECONDS PID [TOPIC]\n"); return 64; }
    int port = atoi(arguments[1]), pid = atoi(arguments[5]);
    double seconds = atof(arguments[4]);
    count = atoi(arguments[3]) + 1;
    topic = argument_count > 6 ? arguments[6] : NULL;
    if (count <= PUBLISHERS || count > 15000 || seconds <= 0 || seconds > 600) fail("numbers out of range");
    struct rlimit files = {65536, 65536};
    if (setrlimit(RLIMIT_NOFILE, &files)) { getrlimit(RLIMIT_NOFILE, &files); files.rlim_cur = files.rlim_max; setrlimit(RLIMIT_NOFILE, &files); }
    connections = calloc((size_t)count, sizeof *connections);
    poller = epoll_create1(0);

    long rss_before = server_rss_kb(pid);
    double limit = now() + OPEN_SECONDS;
    for (int i = 0; i < count; i++) {
        open_connection(&connections[i], port, arguments[2]);
        while (joined < i - 63 && now() < limit) turn(10); // at most 64 under way: a crowd, not a flood
    }
    while (joined < count && now() < limit) turn(10);
    if (joined < count) fail("only %d of %d joined, %d opened", joined, count, opened);
    for (double rest = now() + 1; now() < rest;) turn(10); // the memory of the joins settles
    long rss_joined = server_rss_kb(pid);

    size_t capacity = 4000000, publishes = 0, lost = 0;
    double *latency = calloc(capacity, sizeof *latency);
    double cpu = server_cpu(pid), own = own_cpu(), started = now();
    while (now() - started < seconds && publishes < capacity) {
        mark++;
        reached = 0;
        double sent = now();
        struct connection *publisher = &connections[mark % PUBLISHERS];
        if (topic)
            send_text(publisher, "[\"1\",\"%llu\",\"%s\",\"broadcast\",{\"type\":\"broadcast\",\"event\":\"cursor\",\"payload\":"
                "{\"m\":\"mark-%llu\",\"pad\":\"0123456789012345678901234567890123456789012345678901234567890123\"}}]",
                (unsigned long long)mark + 1, topic, (unsigned long long)mark);
        else // as long as what the node delivers for the publish above
            send_text(publisher, "[null,null,\"realtime:room:lead:0199aaaa-0000-7000-8000-000000000001\",\"broadcast\",{\"type\":\"broadcast\","
                "\"event\":\"cursor\",\"payload\":{\"m\":\"mark-%llu\",\"pad\":\"0123456789012345678901234567890123456789012345678901234567890123\"}}]",
                (unsigned long long)mark);
        while (reached < count - 1 && now() - sent < DELIVERY_SECONDS) {
            turn(0);
            if (reached < count - 1) usleep(NAP_MICROSECONDS);
        }
        lost += (size_t)(count - 1 - reached);
        latency[publishes++] = now() - sent;
    }
    double wall = now() - started;
    cpu = server_cpu(pid) - cpu;
    own = own_cpu() - own;
    qsort(latency, publishes, sizeof *latency, compare);
    printf("{\"subscribers\":%d,\"seconds\":%.3f,\"publishes\":%zu,\"deliveries\":%llu,\"deliveries_per_s\":%.0f,\"server_cpu_s\":%.2f,"
           "\"deliveries_per_cpu_s\":%.0f,\"client_cpu_cores\":%.2f,\"lost\":%zu,\"doubled\":%llu,\"all_reached_ms\":{\"p50\":%.3f,\"p99\":%.3f},"
           "\"rss_before_kb\":%ld,\"rss_joined_kb\":%ld,\"rss_per_connection_kb\":%.2f}\n",
        count - 1, wall, publishes, (unsigned long long)delivered, (double)delivered / wall, cpu, cpu > 0 ? (double)delivered / cpu : 0.0, own / wall, lost,
        (unsigned long long)doubled, latency[publishes / 2] * 1e3, latency[publishes * 99 / 100] * 1e3, rss_before, rss_joined,
        (double)(rss_joined - rss_before) / count);
    return 0;
}
