#ifndef UPRISING_CXML_H
#define UPRISING_CXML_H

// Debian builds libxml2 with ICU, whose headers would meet Foundation's own copy of ICU in one Swift module. What they
// declare is not used here: only the fields of a handler that this project never touches.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/dict.h>
#include <libxml/parser.h>

/// As the library itself has it, not as its headers had it; a variable or a macro, by version.
static inline const char *uprising_xml_version(void) { return xmlParserVersion; }

#endif
