/* data.h - a digest as the JSON that templates are rendered from. */
#ifndef TIDINGS_RENDER_DATA_H
#define TIDINGS_RENDER_DATA_H

#include "config/config.h"
#include "markdown/markdown.h"
#include "model/digest.h"
#include "render/catalogue.h"
#include "render/templates.h"

#include <jansson.h>

/* How much is shown: each level is tighter than the one before, so that a mail can always be made
 * to fit. */
typedef struct {
	guint owners;    /* groups */
	guint per_owner; /* actions of each */
	guint tracks;
	guint meetings; /* of each track */
	guint topics;   /* of each meeting */
	guint notes;    /* decisions of each meeting */
	guint todos;    /* actions of each track, and of each kind of change of a file */
	guint changed;  /* changed files */
	guint upcoming;
	guint section;       /* actions of a reminder's section */
	guint item_chars;    /* of an action's or a decision's text */
	guint excerpt_chars; /* of a strand */
	guint name_chars;    /* of a name; four times as many of a list of names */
	guint link_bytes;    /* of an address in the notes' web; a longer one is left out */
} Limits;

enum {
	DATA_LEVELS = 7,
	DATA_PAGE = DATA_LEVELS, /* of a page of the archive, which is longer than a mail */
	DATA_PAGE_LEAST = DATA_PAGE + 3
};

/* What the parts of the data are made from.  Owns nothing but `links` and `told`. */
typedef struct {
	const Digest *digest;
	const Target *target; /* NULL for Discord */
	const Config *config;
	const Limits *limits;
	DiscussionDetail discussion;
	Footnotes *links;           /* NULL: links have none */
	GHashTable *shown;          /* Change *: meetings that were shown in full */
	GHashTable *markdown_cache; /* of markdown_cache_new(), or NULL */
	Templates *templates;       /* see data_build() */
	gboolean lasting; /* read on other days than today: days have dates, no "tomorrow" */
	const char
	    *link_style; /* of links in what the notes say; NULL: the sheet of the page says it */
	const Catalogue *words; /* of the language it is made in; NULL: English */
} Data;

/*
 * Returns the whole data at a level (0 to DATA_LEVELS - 1, or DATA_PAGE to DATA_PAGE_LEAST), a new
 * reference.  `links` receives the URLs of the footnote marks; with NULL there are none.
 * `markdown_cache` (of markdown_cache_new()) and `templates`, which keeps the words of a language
 * for the next message, may be NULL.
 */
json_t *data_build(const Digest *digest, const Target *target, const Config *config, guint level,
                   Footnotes *links, GHashTable *markdown_cache, Templates *templates);

/*
 * What the notes' texts became, remembered while one message is built: its levels tell the same
 * items, and each tells them by owner and by track.  Given to data_build(), which may have NULL
 * instead; one table is for one way to show links.
 */
GHashTable *markdown_cache_new(void);

/* For parts of the archive's pages, in the configuration's language and without footnotes. `digest`
 * says which day it is. */
void data_init_page(Data *data, const Digest *digest, const Config *config);

/* The parts, each a new reference. */
json_t *data_owners(Data *data);
json_t *data_owner(Data *data, const OwnerGroup *group);
json_t *data_unassigned(Data *data);
json_t *data_sections(Data *data);
json_t *data_tracks(Data *data);
json_t *data_changed(Data *data);
json_t *data_upcoming(Data *data);
json_t *data_post(Data *data);
json_t *data_meeting_whole(Data *data, const Meeting *meeting);
json_t *data_chart(Data *data);
json_t *data_summary(const Data *data);
json_t *data_meeting_heads(Data *data, const Meeting *meeting);
json_t *data_action(Data *data, const DigestAction *action);
json_t *data_plain_action(Data *data, const Action *action, const char *path);

/* Adds "meetings" and "more" of a post that lists them. */
void data_set_list(Data *data, json_t *root);

/* Adds strands, has_strands and more_strands: as much of the discussions as the job shows. */
void data_set_excerpts(Data *data, json_t *object, const Meeting *meeting);

/* Sets what is new in the notes of a meeting that was known before. */
void data_set_change(Data *data, json_t *object, const Change *change);

/* How a meeting is called: its title, else its first team and its day.  Newly allocated. */
char *data_meeting_label(const Data *data, const Meeting *meeting);

/* Adds "time" and "zone": the time of day in the configuration's zone.  FALSE for a time that there
 * is not. */
gboolean data_set_hour(const Data *data, json_t *object, gint64 start);

/* Texts of the whole, newly allocated. */
char *data_subject(const Data *data);
char *data_preheader(const Data *data);
char *data_counts(const Data *data);

/*
 * `text` (any bytes, or NULL) on one line: valid UTF-8 without control characters, without what
 * shows nothing, and without what turns the order of the text around it (text_remove_hidden()).
 * Newly allocated.
 */
char *data_clean(const char *text);

/* Adds a string that is clean and without footnote marks. */
void data_set_text(json_t *object, const char *key, const char *text);
void data_take_text(json_t *object, const char *key, char *text);

/*
 * Adds a name, or a list of names, that comes from the notes: a clean string, shortened as the
 * limits say.  Both take `name`, which may be NULL.
 */
void data_take_name(const Data *data, json_t *object, const char *key, char *name);
void data_take_names(const Data *data, json_t *object, const char *key, char *names);

/* Adds `text` in the three formats, as KEY_html, KEY_text and KEY_discord, at most `most`
 * characters of it. */
void data_set_markdown(Data *data, json_t *object, const char *key, const char *markdown,
                       guint most);

/*
 * Returns the URL of a line of the notes by `template` (notes.link of the configuration): {path}
 * percent-encoded (RFC 3986, "/" kept), {line} a number.  With `line` 0 it is the URL of the whole
 * file: a fragment that holds {line} is left out.  NULL without a template or when it is not an
 * http(s) URL.  Newly allocated.
 */
char *data_line_url(const char *template, const char *path, guint line);

/*
 * Adds "link" (URL), "ref" (footnote mark) and "where" (words) when there is a link template and
 * the address is no longer than the limits say, otherwise only "where".
 */
void data_set_link(Data *data, json_t *object, const char *path, guint line, const char *where);

/* Adds "more": "and 12 more" when `total` is above `shown`, else null. */
void data_set_more(const Data *data, json_t *object, guint total, guint shown);
void data_set_more_in_notes(const Data *data, json_t *object, guint total,
                            guint shown); /* says where they are */
void data_set_more_as(const Data *data, json_t *object, const char *key, guint total, guint shown);

/* The owners of an action for people: names where each token is one person, else the tokens as
 * written; "" for none. */
char *data_owner_names(const Data *data, const Action *action);

/* At most `most` characters of plain text, cut at a word where there is one, with an ellipsis.
 * Newly allocated. */
char *data_shorten(const char *text, guint most);

#endif
