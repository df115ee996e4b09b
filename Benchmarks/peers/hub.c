// A minimal hub: one thread, epoll, and one send() a delivery. It shows what the kernel allows: every text frame that
// a connection sends goes to every other connection as it is. No rooms, no tokens, no queue: a slow reader is dropped.
//
//   hub PORT [--batch]
//
// With --batch all frames that were read in one turn of the loop go to each connection in one send().
#define _GNU_SOURCE
#include "websocket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTIONS = 16384,     // more than any measurement opens
    INPUT_BYTES = 4096,      // a request's head, or a frame of the measurements, many times over
    FRAME_BYTES = 2048,      // longest payload that is passed on
    EVENTS_A_TURN = 1024,
    FRAMES_A_TURN = 256,
};

struct connection {
    int descriptor;
    bool open;
    bool sent; // in this turn
    size_t length;
    uint8_t input[INPUT_BYTES];
};

static struct connection *by_descriptor[CONNECTIONS];
static int members[CONNECTIONS];
static int member_count;
static int poller;

// The frames of this turn, one after the other, and where each ends.
static bool batches;
static uint8_t gathered[FRAMES_A_TURN * (FRAME_BYTES + 4)];
static struct { struct connection *sender; size_t end; } frames_of_turn[FRAMES_A_TURN];
static int frame_count;

static void drop(struct connection *c)
{
    for (int i = 0; i < member_count; i++)
        if (members[i] == c->descriptor) { members[i] = members[--member_count]; break; }
    by_descriptor[c->descriptor] = NULL;
    close(c->descriptor);
    free(c);
}

static size_t frame_end(int number) { return number < 0 ? 0 : frames_of_turn[number].end; }

static bool deliver(const struct connection *c, size_t start, size_t end)
{
    return start == end || send(c->descriptor, gathered + start, end - start, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)(end - start);
}

// Sends what the turn brought to everybody, but to nobody what came from him.
static void flush(void)
{
    for (int i = member_count - 1; i >= 0 && frame_count; i--) {
        struct connection *c = by_descriptor[members[i]];
        bool sent = true;
        size_t start = 0;
        for (int number = 0; c->sent && number < frame_count; number++) {
            if (frames_of_turn[number].sender != c) continue;
            sent = deliver(c, start, frame_end(number - 1)) && sent;
            start = frame_end(number);
        }
        if (!deliver(c, start, frame_end(frame_count - 1)) || !sent) drop(c);
        else c->sent = false;
    }
    frame_count = 0;
}

static void broadcast(struct connection *sender, const uint8_t *payload, size_t length)
{
    size_t head = 2, start = frame_end(frame_count - 1);
    uint8_t *frame = gathered + start;
    frame[0] = 0x81; // final text frame
    if (length < 126) frame[1] = (uint8_t)length;
    else { frame[1] = 126; frame[2] = (uint8_t)(length >> 8); frame[3] = (uint8_t)length; head = 4; }
    memcpy(frame + head, payload, length);
    frames_of_turn[frame_count].sender = sender;
    frames_of_turn[frame_count++].end = start + head + length;
    sender->sent = true;
    if (!batches || frame_count == FRAMES_A_TURN) flush();
}

// Answers the upgrade once the head is whole; false when the connection is to be dropped.
static bool greet(struct connection *c)
{
    if (c->length == INPUT_BYTES) return false;
    c->input[c->length] = 0;
    char *end = strstr((char *)c->input, "\r\n\r\n"), *key = strcasestr((char *)c->input, "\r\nSec-WebSocket-Key: ");
    if (!end) return true;
    if (!key) return false;
    char text[65] = "", accept[29], answer[160];
    sscanf(key + 21, "%64[^\r]", text);
    websocket_accept(text, accept);
    int length = snprintf(answer, sizeof answer,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
    if (send(c->descriptor, answer, (size_t)length, MSG_NOSIGNAL) != length) return false;
    size_t used = (size_t)(end + 4 - (char *)c->input);
    memmove(c->input, c->input + used, c->length -= used);
    c->open = true;
    members[member_count++] = c->descriptor;
    return true;
}

// Passes every whole frame on; false when the connection is to be dropped.
static bool frames(struct connection *c)
{
    for (;;) {
        if (c->length < 6) return true;
        size_t length = c->input[1] & 127, head = 2;
        if (!(c->input[1] & 128) || length == 127) return false;
        if (length == 126) { length = (size_t)c->input[2] << 8 | c->input[3]; head = 4; }
        if (length > FRAME_BYTES) return false;
        size_t whole = head + 4 + length;
        if (c->length < whole) return true;
        uint8_t *mask = c->input + head, *payload = mask + 4;
        for (size_t i = 0; i < length; i++) payload[i] ^= mask[i & 3];
        int kind = c->input[0] & 15;
        if (kind == 8) return false;
        if (kind == 1) broadcast(c, payload, length);
        memmove(c->input, c->input + whole, c->length -= whole);
    }
}

static void readable(struct connection *c)
{
    ssize_t count = recv(c->descriptor, c->input + c->length, INPUT_BYTES - c->length, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) { drop(c); return; }
    c->length += (size_t)count;
    if ((!c->open && !greet(c)) || (c->open && !frames(c))) drop(c);
}

static void admit(int listener)
{
    int descriptor, one = 1;
    while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct connection *c = descriptor < CONNECTIONS ? calloc(1, sizeof *c) : NULL;
        if (!c) { close(descriptor); continue; }
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        c->descriptor = descriptor;
        by_descriptor[descriptor] = c;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
        epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
    }
}

int main(int count, char **arguments)
{
    if (count < 2) { fprintf(stderr, "usage: hub PORT [--batch]\n"); return 64; }
    batches = count > 2 && !strcmp(arguments[2], "--batch");
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) { perror("hub"); return 1; }
    poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[EVENTS_A_TURN];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int waiting = epoll_wait(poller, ready, EVENTS_A_TURN, -1);
        for (int i = 0; i < waiting; i++) {
            if (ready[i].data.fd == listener) admit(listener);
            else if (by_descriptor[ready[i].data.fd]) readable(by_descriptor[ready[i].data.fd]);
        }
        flush();
    }
}
