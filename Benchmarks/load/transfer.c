// Whole files over HTTP: GET of one path again and again, or PUT of bytes that are never the same twice. Prints one JSON line.
//
//   transfer get PORT PATH CONNECTIONS SECONDS [HEADER…]
//   transfer put PORT PATH CONNECTIONS SECONDS BYTES [HEADER…]      PATH has one %d, for a running number
//
// One thread, connections that stay open, each with one transfer under way. What is downloaded is counted and dropped by the kernel, so that
// the time is the server's. Only loopback.
#include "tools.h"

enum {
    HEAD_BYTES = 8192,
    MOST_CONNECTIONS = 256,
    MOST_TRANSFERS = 1 << 20,
    DISCARDED_BYTES = 1 << 20,
};

struct transfer {
    int descriptor;
    char head[HEAD_BYTES]; // of the request until it is sent, then of the answer
    size_t length, sent;
    bool asking, has_head;
    int64_t body; // left to send, then left to receive
    uint64_t number;
    double began;
};

static bool uploads;
static int poller, port, header_count;
static const char *path;
static char **headers, *payload;
static int64_t payload_bytes, received;
static uint64_t asked, finished, failed;
static double *took;

static void wait_for(struct transfer *t, uint32_t events, int how)
{
    struct epoll_event event = {.events = events, .data.ptr = t};
    if (epoll_ctl(poller, how, t->descriptor, &event)) fail("epoll: %s", strerror(errno));
}

static void send_more(struct transfer *t)
{
    while (t->sent < t->length) {
        ssize_t put = send(t->descriptor, t->head + t->sent, t->length - t->sent, MSG_NOSIGNAL | (uploads ? MSG_MORE : 0));
        if (put < 0) fail("send: %s", strerror(errno));
        t->sent += (size_t)put;
    }
    while (t->body > 0) {
        ssize_t put = send(t->descriptor, payload + (payload_bytes - t->body), (size_t)t->body, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && errno == EAGAIN) return wait_for(t, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
        if (put < 0) fail("send: %s", strerror(errno));
        t->body -= put;
    }
    t->asking = false;
    t->length = 0;
    if (uploads) wait_for(t, EPOLLIN, EPOLL_CTL_MOD);
}

static void ask(struct transfer *t)
{
    char target[2048];
    t->number = ++asked;
    if (uploads) snprintf(target, sizeof target, path, (int)t->number);
    else snprintf(target, sizeof target, "%s", path);
    int length = snprintf(t->head, sizeof t->head, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n", uploads ? "PUT" : "GET", target, port);
    if (uploads) length += snprintf(t->head + length, sizeof t->head - (size_t)length, "Content-Length: %lld\r\n", (long long)payload_bytes);
    for (int i = 0; i < header_count; i++) length += snprintf(t->head + length, sizeof t->head - (size_t)length, "%s\r\n", headers[i]);
    length += snprintf(t->head + length, sizeof t->head - (size_t)length, "\r\n");
    // Its number makes the body another one than all before.
    if (uploads) memcpy(t->head + length, &t->number, sizeof t->number), length += (int)sizeof t->number;
    t->length = (size_t)length;
    t->sent = 0;
    t->body = uploads ? payload_bytes - (int64_t)sizeof t->number : 0;
    t->asking = true;
    t->has_head = false;
    t->began = now();
    send_more(t);
}

static void end(struct transfer *t)
{
    if (finished < MOST_TRANSFERS) took[finished] = now() - t->began;
    finished++;
    ask(t);
}

static void take_head(struct transfer *t)
{
    ssize_t got = recv(t->descriptor, t->head + t->length, sizeof t->head - 1 - t->length, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
    t->length += (size_t)got;
    t->head[t->length] = 0;
    char *tail = strstr(t->head, "\r\n\r\n");
    if (!tail) return;
    char *length = strcasestr(t->head, "\r\ncontent-length:");
    if (!length) fail("an answer without a length: %.100s", t->head);
    int64_t size = atoll(length + 17);
    if (strncmp(t->head, "HTTP/1.1 20", 11) && !failed++) fprintf(stderr, "%.300s\n", t->head);
    int64_t here = (int64_t)(t->length - (size_t)(tail + 4 - t->head));
    if (!uploads) received += size;
    t->has_head = true;
    t->body = size - here;
    if (t->body == 0) end(t);
}

static void take_body(struct transfer *t)
{
    while (t->body > 0) {
        ssize_t got = recv(t->descriptor, NULL, t->body < DISCARDED_BYTES ? (size_t)t->body : DISCARDED_BYTES, MSG_DONTWAIT | MSG_TRUNC);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
        t->body -= got;
    }
    end(t);
}

static void turn(void)
{
    struct epoll_event ready[MOST_CONNECTIONS];
    int count = epoll_wait(poller, ready, MOST_CONNECTIONS, 100);
    for (int i = 0; i < count; i++) {
        struct transfer *t = ready[i].data.ptr;
        if (t->asking && ready[i].events & EPOLLIN) {
            // An answer before all is sent is a refusal.
            take_head(t);
            fail("refused: %.300s", t->head);
        }
        if (t->asking) send_more(t);
        else if (t->has_head) take_body(t);
        else take_head(t);
    }
}

int main(int count, char **arguments)
{
    int first = count > 1 && !strcmp(arguments[1], "put") ? 7 : 6;
    if (count < first) { fprintf(stderr, "usage: transfer get|put PORT PATH CONNECTIONS SECONDS [BYTES] [HEADER...]\n"); return 64; }
    uploads = first == 7;
    port = atoi(arguments[2]);
    path = arguments[3];
    int connections = atoi(arguments[4]);
    double seconds = atof(arguments[5]);
    payload_bytes = uploads ? atoll(arguments[6]) : 0;
    headers = arguments + first;
    header_count = count - first;
    if (connections < 1 || connections > MOST_CONNECTIONS || seconds <= 0 || seconds > 600 || (uploads && payload_bytes < 8)) fail("numbers out of range");

    payload = malloc((size_t)payload_bytes + sizeof(uint64_t));
    uint64_t word = (uint64_t)time(NULL);
    for (int64_t i = 0; i < payload_bytes / 8; i++) ((uint64_t *)payload)[i] = word = word * 6364136223846793005u + 1442695040888963407u;
    took = calloc(MOST_TRANSFERS, sizeof *took);
    asked = (uint64_t)time(NULL) % 100000 * 10000; // another run stores other bytes
    poller = epoll_create1(0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct transfer *all = calloc((size_t)connections, sizeof *all);
    double started = now(), own = own_cpu();
    for (int i = 0; i < connections; i++) {
        int one = 1;
        all[i].descriptor = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[i].descriptor, (struct sockaddr *)&address, sizeof address)) fail("connect: %s", strerror(errno));
        setsockopt(all[i].descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        wait_for(&all[i], EPOLLIN, EPOLL_CTL_ADD);
        ask(&all[i]);
    }
    while (now() - started < seconds) turn();
    double elapsed = now() - started;
    own = own_cpu() - own;
    size_t known = finished < MOST_TRANSFERS ? finished : MOST_TRANSFERS;
    if (!known) fail("nothing was finished");
    qsort(took, known, sizeof *took, compare);
    double bytes = uploads ? (double)finished * (double)payload_bytes : (double)received;
    printf("{\"seconds\": %.3f, \"transfers\": %llu, \"failed\": %llu, \"mb_per_s\": %.2f, \"mb\": %.2f, \"p50_ms\": %.3f, \"p95_ms\": %.3f, "
           "\"load_cores\": %.2f}\n",
        elapsed, (unsigned long long)finished, (unsigned long long)failed, bytes / 1e6 / elapsed, bytes / 1e6, took[known / 2] * 1e3,
        took[known * 95 / 100] * 1e3, own / elapsed);
    return failed ? 1 : 0;
}
