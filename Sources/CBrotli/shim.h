#ifndef UPRISING_CBROTLI_H
#define UPRISING_CBROTLI_H

#include <brotli/decode.h>

#endif
