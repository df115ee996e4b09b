// GETs at a steady rate, whether those before are answered or not: of paths that stand in stdin, one a line, each taken by chance. Prints one JSON line:
// the milliseconds from when each was due until its answer had come, and how many were refused.
//
//   reads PORT RATE SECONDS CONNECTIONS HEADER… < PATHS
//
// One thread. What is due while every connection waits for an answer has waited, too. Bodies are dropped by the kernel, so that the time is the server's.
// Only loopback.
#include "tools.h"

enum {
    HEAD_BYTES = 8192,
    MOST_CONNECTIONS = 256,
    MOST_PATHS = 4096,
    PATH_BYTES = 512,
    REQUEST_BYTES = 4096,
    DISCARDED_BYTES = 1 << 20,
};

struct line {
    int descriptor;
    char head[HEAD_BYTES];
    size_t length;
    int64_t body; // left to receive; -1 while the head is
    double due;
};

// Those that wait for nothing, taken in turn: one that is never asked is closed by the server.
static struct line lines[MOST_CONNECTIONS], *idle[MOST_CONNECTIONS];
static char paths[MOST_PATHS][PATH_BYTES];
static int path_count, line_count, idle_count, first_idle, poller;
static double *took;
static size_t finished, refused;
static char first_refusal[128];

static void ask(struct line *l, const char *headers, double due)
{
    static uint64_t chance = 88172645463325252;
    char request[REQUEST_BYTES];
    chance ^= chance << 13; chance ^= chance >> 7; chance ^= chance << 17; // Marsaglia, Xorshift RNGs, 2003
    const char *path = paths[chance % (uint64_t)path_count];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n", path, headers);
    if (length >= (int)sizeof request) fail("a request of %d bytes is too long", length);
    l->length = 0;
    l->body = -1;
    l->due = due;
    if (send(l->descriptor, request, (size_t)length, MSG_NOSIGNAL) != length) fail("send: %s", strerror(errno));
}

static void rest(struct line *l)
{
    idle[(first_idle + idle_count++) % MOST_CONNECTIONS] = l;
}

static struct line *next_idle(void)
{
    struct line *l = idle[first_idle];
    first_idle = (first_idle + 1) % MOST_CONNECTIONS;
    idle_count--;
    return l;
}

static void end(struct line *l)
{
    if (strncmp(l->head, "HTTP/1.1 2", 10)) {
        if (!refused++) snprintf(first_refusal, sizeof first_refusal, "%.*s", (int)strcspn(l->head, "\r"), l->head);
    }
    took[finished++] = (now() - l->due) * 1000;
    rest(l);
}

static void take(struct line *l)
{
    static char discarded[DISCARDED_BYTES];
    if (l->body == 0) fail("the server closed a connection, or spoke, that waited for nothing");
    if (l->body < 0) {
        ssize_t got = recv(l->descriptor, l->head + l->length, sizeof l->head - 1 - l->length, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
        l->length += (size_t)got;
        l->head[l->length] = 0;
        char *after = strstr(l->head, "\r\n\r\n");
        if (!after && l->length == sizeof l->head - 1) fail("a head is too long");
        if (!after) return;
        char *told = strcasestr(l->head, "\r\ncontent-length:");
        if (!told || told > after) fail("an answer without length: %.60s", l->head);
        l->body = atoll(told + 17) - (int64_t)(l->length - (size_t)(after + 4 - l->head));
    }
    while (l->body > 0) {
        size_t wanted = (size_t)l->body < sizeof discarded ? (size_t)l->body : sizeof discarded;
        ssize_t got = recv(l->descriptor, discarded, wanted, MSG_DONTWAIT | MSG_TRUNC);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
        l->body -= got;
    }
    end(l);
}

static void open_line(struct line *l, int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    l->descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (l->descriptor < 0 || connect(l->descriptor, (struct sockaddr *)&address, sizeof address)) fail("connect: %s", strerror(errno));
    setsockopt(l->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = l};
    epoll_ctl(poller, EPOLL_CTL_ADD, l->descriptor, &event);
    rest(l);
}

int main(int argc, char **argv)
{
    if (argc < 6) fail("reads PORT RATE SECONDS CONNECTIONS HEADER… < PATHS");
    int port = atoi(argv[1]);
    double rate = atof(argv[2]), seconds = atof(argv[3]);
    line_count = atoi(argv[4]);
    if (line_count < 1 || line_count > MOST_CONNECTIONS) fail("1 to %d connections", MOST_CONNECTIONS);
    char headers[REQUEST_BYTES] = "";
    for (int i = 5; i < argc; i++) {
        strncat(headers, argv[i], sizeof headers - strlen(headers) - 1);
        strncat(headers, "\r\n", sizeof headers - strlen(headers) - 1);
    }
    while (path_count < MOST_PATHS && fgets(paths[path_count], PATH_BYTES, stdin)) {
        paths[path_count][strcspn(paths[path_count], "\n")] = 0;
        path_count++;
    }
    if (!path_count) fail("no paths");
    size_t wanted = (size_t)(rate * seconds), asked = 0;
    took = calloc(wanted, sizeof *took);
    poller = epoll_create1(0);
    for (int i = 0; i < line_count; i++) open_line(&lines[i], port);

    double began = now(), limit = began + seconds + 60;
    while (finished < wanted) {
        double due = began + (double)asked / rate;
        while (asked < wanted && idle_count && now() >= due) {
            ask(next_idle(), headers, due);
            due = began + (double)++asked / rate;
        }
        double pause = asked < wanted && idle_count ? (due - now()) * 1000 : 10;
        struct epoll_event ready[MOST_CONNECTIONS];
        int waiting = epoll_wait(poller, ready, MOST_CONNECTIONS, pause < 0 ? 0 : pause > 10 ? 10 : (int)pause);
        for (int i = 0; i < waiting; i++) take(ready[i].data.ptr);
        if (now() > limit) fail("only %zu of %zu were answered", finished, wanted);
    }
    printf("{\"refused\":%zu,\"first_refusal\":\"%s\",\"ms\":[", refused, first_refusal);
    for (size_t i = 0; i < finished; i++) printf("%s%.3f", i ? "," : "", took[i]);
    printf("]}\n");
    return 0;
}
