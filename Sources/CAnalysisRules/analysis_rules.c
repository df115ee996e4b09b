#include "analysis_rules.h"

static const unsigned char technologies[] = {
#embed "technologies.rules"
};

static const unsigned char score[] = {
#embed "score.rules"
};

const unsigned char *uprising_technology_rules(size_t *count) {
    *count = sizeof technologies;
    return technologies;
}

const unsigned char *uprising_score_rules(size_t *count) {
    *count = sizeof score;
    return score;
}
