// libcurl as Swift can call it: its variadic functions stand here as one inline function for each kind of argument.

#ifndef UPRISING_CCURL_SHIM_H
#define UPRISING_CCURL_SHIM_H

// The macros that check argument types want constant options, which the functions below don't have.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

/// `list` must outlive the transfer.
static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

/// `buffer` holds CURL_ERROR_SIZE bytes and must outlive the handle or its reset.
static inline CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

/// Sends `size` bytes, asked of `reader`.
static inline CURLcode ccurl_set_upload(CURL *handle, curl_read_callback reader, void *context, curl_off_t size) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, size);
    return code;
}

/// Shows `watcher` what goes over the wire.
static inline CURLcode ccurl_set_watcher(CURL *handle, curl_debug_callback watcher, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, watcher);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    return code;
}

/// Asks `progress` at least once a second whether to go on.
static inline CURLcode ccurl_set_progress(CURL *handle, curl_xferinfo_callback progress, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, progress);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    return code;
}

static inline size_t ccurl_discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

/// Without this libcurl writes what it receives to the standard output.
static inline CURLcode ccurl_set_silent(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, ccurl_discard);
}

/// 0 where libcurl knows nothing.
static inline long ccurl_get_long(CURL *handle, CURLINFO what) {
    long value = 0;
    return curl_easy_getinfo(handle, what, &value) == CURLE_OK ? value : 0;
}

/// Microseconds from the start; 0 for what was not reached.
static inline curl_off_t ccurl_get_time(CURL *handle, CURLINFO what) {
    curl_off_t value = 0;
    return curl_easy_getinfo(handle, what, &value) == CURLE_OK ? value : 0;
}

/// Valid until the handle's next transfer; NULL where libcurl knows nothing.
static inline const char *ccurl_get_text(CURL *handle, CURLINFO what) {
    const char *value = NULL;
    return curl_easy_getinfo(handle, what, &value) == CURLE_OK ? value : NULL;
}

/// Of the connection used last, while it is open; else -1.
static inline int ccurl_get_socket(CURL *handle) {
    curl_socket_t value = CURL_SOCKET_BAD;
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? (int)value : -1;
}

#endif
