// Pango, Cairo's PDF surface and Fontconfig as Swift can call them: what is a macro, a cast or wants a C function
// pointer stands here as an inline function.

#ifndef UPRISING_CPANGO_SHIM_H
#define UPRISING_CPANGO_SHIM_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

/// A font map of its own; `g_object_unref` ends it. NULL when memory is short.
static inline PangoFontMap *cpango_font_map_new(void) {
    return pango_cairo_font_map_new();
}

/// How many font files Fontconfig knows. With none at all Pango ends the process, so ask first.
static inline int cpango_font_count(void) {
    FcFontSet *system = FcConfigGetFonts(NULL, FcSetSystem);
    FcFontSet *application = FcConfigGetFonts(NULL, FcSetApplication);
    return (system ? system->nfont : 0) + (application ? application->nfont : 0);
}

/// A context for print: one Pango point is one Cairo unit, and nothing is rounded or hinted to a pixel grid.
static inline PangoContext *cpango_print_context(PangoFontMap *map, const char *language) {
    PangoContext *context = pango_font_map_create_context(map);
    if (!context) return NULL;
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72.0);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, PANGO_DIRECTION_WEAK_LTR);
    return context;
}

/// Word wrap that breaks inside a word that is too long, without adding a hyphen that an address does not have.
static inline void cpango_layout_set_breaking(PangoLayout *layout, const char *features) {
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    if (features) pango_attr_list_insert(attributes, pango_attr_font_features_new(features));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

/// Puts all runs of a text on one baseline. Pango 1.50 aligns them to the baseline of the first run's script, and so lifts
/// Arabic far above the Han characters beside it, as most fonts have no such baseline. Call it before measuring.
static inline void cpango_layout_level_runs(PangoLayout *layout) {
    for (GSList *lines = pango_layout_get_lines(layout); lines; lines = lines->next) {
        PangoLayoutLine *line = (PangoLayoutLine *)lines->data;
        for (GSList *runs = line->runs; runs; runs = runs->next) ((PangoLayoutRun *)runs->data)->y_offset = 0;
    }
}

/// Whether a run is drawn with pictures, as emoji are. Reads a bit field, which Swift can't.
static inline int cpango_run_has_colour(const PangoGlyphItem *run) {
    return run->glyphs->num_glyphs > 0 && run->glyphs->glyphs[0].attr.is_color;
}

/// Draws one glyph with its origin at the current point.
static inline void cpango_show_glyph(cairo_t *cairo, PangoFont *font, PangoGlyph glyph) {
    PangoGlyphString *string = pango_glyph_string_new();
    pango_glyph_string_set_size(string, 1);
    string->glyphs[0].glyph = glyph;
    string->glyphs[0].geometry.width = 0;
    string->glyphs[0].geometry.x_offset = 0;
    string->glyphs[0].geometry.y_offset = 0;
    string->log_clusters[0] = 0;
    pango_cairo_show_glyph_string(cairo, font, string);
    pango_glyph_string_free(string);
}

static inline void cpango_object_unref(void *object) {
    g_object_unref(object);
}

#endif
