// The handshake's answer (RFC 6455, 4.2.2): SHA-1 (FIPS 180-4) and Base64 of the client's key.
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static inline uint32_t rotate_left(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

static inline void sha1_block(uint32_t state[5], const uint8_t block[64])
{
    uint32_t w[80];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++) w[i] = rotate_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++) {
        uint32_t mix, constant;
        if (i < 20) { mix = (b & c) | (~b & d); constant = 0x5a827999; }
        else if (i < 40) { mix = b ^ c ^ d; constant = 0x6ed9eba1; }
        else if (i < 60) { mix = (b & c) | (b & d) | (c & d); constant = 0x8f1bbcdc; }
        else { mix = b ^ c ^ d; constant = 0xca62c1d6; }
        uint32_t next = rotate_left(a, 5) + mix + e + constant + w[i];
        e = d; d = c; c = rotate_left(b, 30); b = a; a = next;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e;
}

// `key` is at most 64 characters; `answer` takes 29 bytes.
static inline void websocket_accept(const char *key, char *answer)
{
    char text[101];
    int length = snprintf(text, sizeof text, "%.64s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    uint8_t blocks[128] = {0};
    int total = length < 56 ? 64 : 128;
    memcpy(blocks, text, (size_t)length);
    blocks[length] = 0x80;
    for (int i = 0; i < 4; i++) blocks[total - 1 - i] = (uint8_t)((uint32_t)(length * 8) >> (8 * i));
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (int offset = 0; offset < total; offset += 64) sha1_block(state, blocks + offset);
    uint8_t digest[21] = {0};
    for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 7; i++) {
        uint32_t three = (uint32_t)digest[3 * i] << 16 | (uint32_t)digest[3 * i + 1] << 8 | (i < 6 ? digest[3 * i + 2] : 0);
        for (int k = 0; k < 4; k++) *answer++ = alphabet[three >> (18 - 6 * k) & 63];
    }
    answer[-1] = '='; // 20 bytes leave one sextet of padding
    *answer = 0;
}
