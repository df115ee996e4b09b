#ifndef UPRISING_CARGON2_H
#define UPRISING_CARGON2_H

#include <argon2.h>

#endif
