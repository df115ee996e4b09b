// A crowd of WebSocket clients of one server on loopback, in one thread. Each program that includes this says what a text means.
#pragma once
#include "tools.h"

enum {
    INPUT_BYTES = 1 << 18,  // read at once; no frame of the measurements is longer
    TEXT_BYTES = 1024,      // longest text that is sent
    EVENTS_A_TURN = 1024,
    UNDER_WAY = 64,         // connections that open at a time: a crowd, not a flood
};

struct client {
    int descriptor;
    bool open, joined;
    size_t length; // of what is left of a read: the beginning of a frame
    char *rest;
    void *own;     // the program's
};

static struct client *clients;
static int count, opened, joined, poller;

static void send_text(struct client *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The program's: the socket is open (it joins, or says that it needs not), and a text has come; `text` ends with a zero.
static void greet(struct client *c);
static void take_text(struct client *c, const char *text, size_t length);

static void make_crowd(int size)
{
    struct rlimit files = {65536, 65536};
    if (setrlimit(RLIMIT_NOFILE, &files)) { getrlimit(RLIMIT_NOFILE, &files); files.rlim_cur = files.rlim_max; setrlimit(RLIMIT_NOFILE, &files); }
    count = size;
    clients = calloc((size_t)count, sizeof *clients);
    poller = epoll_create1(0);
}

static void send_text(struct client *c, const char *format, ...)
{
    char text[TEXT_BYTES];
    uint8_t frame[TEXT_BYTES + 8] = {0x81};
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

static void open_client(struct client *c, int port, const char *path)
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

static void join_topic(struct client *c, const char *topic, const char *more)
{
    send_text(c, "[\"1\",\"1\",\"%s\",\"phx_join\",{\"config\":{\"private\":true,\"broadcast\":{\"self\":false,\"ack\":false},"
                 "\"presence\":{\"enabled\":false}%s}}]", topic, more);
}

// Whether the text answers the join, which must have been allowed.
static bool takes_reply(struct client *c, const char *text, size_t length)
{
    if (!memmem(text, length, "\"phx_reply\"", 11)) return false;
    if (!memmem(text, length, "\"ok\"", 4)) fail("the join was refused: %.*s", (int)length, text);
    c->joined = true;
    joined++;
    return true;
}

static void pong(struct client *c, const char *payload, size_t length)
{
    uint8_t frame[6 + 125] = {0x8a, (uint8_t)(128 | length)};
    memcpy(frame + 6, payload, length);
    if (send(c->descriptor, frame, 6 + length, MSG_NOSIGNAL) < 0) fail("send: %s", strerror(errno));
}

static void take_input(struct client *c)
{
    static char input[INPUT_BYTES + 1];
    if (c->length) memcpy(input, c->rest, c->length);
    ssize_t got = recv(c->descriptor, input + c->length, INPUT_BYTES - c->length, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) fail("the server closed a connection (%s)", got ? strerror(errno) : "end");
    char *at = input, *end = input + c->length + got;
    *end = 0;
    if (!c->open) {
        char *head = strstr(input, "\r\n\r\n");
        if (head) {
            if (strncmp(input, "HTTP/1.1 101", 12)) fail("no upgrade: %.60s", input);
            c->open = true;
            opened++;
            at = head + 4;
            greet(c);
        }
    }
    while (c->open && end - at >= 2) {
        size_t length = (uint8_t)at[1] & 127, size = 2;
        if (length == 126) { if (end - at < 4) break; length = (size_t)(uint8_t)at[2] << 8 | (uint8_t)at[3]; size = 4; }
        else if (length == 127) { if (end - at < 10) break; length = (size_t)(uint8_t)at[7] << 16 | (size_t)(uint8_t)at[8] << 8 | (uint8_t)at[9]; size = 10; }
        if (length + size > INPUT_BYTES) fail("a frame is too long");
        if ((size_t)(end - at) < size + length) break;
        int kind = at[0] & 15;
        char *text = at + size, kept = text[length];
        text[length] = 0;
        if (kind == 8) fail("the server closed a connection with %d %s", length < 2 ? 1005 : (uint8_t)text[0] << 8 | (uint8_t)text[1], length < 2 ? "" : text + 2);
        if (kind == 9) pong(c, text, length);
        if (kind == 1 || kind == 2) take_text(c, text, length);
        text[length] = kept;
        at += size + length;
    }
    c->length = (size_t)(end - at);
    if (c->length) memcpy(c->rest = realloc(c->rest, c->length), at, c->length);
}

static void turn(int wait_ms)
{
    struct epoll_event ready[EVENTS_A_TURN];
    int waiting = epoll_wait(poller, ready, EVENTS_A_TURN, wait_ms);
    for (int i = 0; i < waiting; i++) take_input(ready[i].data.ptr);
}

// Opens everybody, and waits until all have joined.
static inline void open_crowd(int port, const char *path, double limit_seconds)
{
    double limit = now() + limit_seconds;
    for (int i = 0; i < count; i++) {
        open_client(&clients[i], port, path);
        while (joined < i - (UNDER_WAY - 1) && now() < limit) turn(10);
    }
    while (joined < count && now() < limit) turn(10);
    if (joined < count) fail("only %d of %d joined, %d opened", joined, count, opened);
}
