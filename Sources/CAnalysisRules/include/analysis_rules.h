#ifndef UPRISING_ANALYSIS_RULES_H
#define UPRISING_ANALYSIS_RULES_H

#include <stddef.h>

// The rule files of this folder, as they are, in the binary. Each returns its text, which does not end with a NUL, and sets its length.
const unsigned char *uprising_technology_rules(size_t *count);
const unsigned char *uprising_score_rules(size_t *count);

#endif
