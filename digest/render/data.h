/* data.h - a digest as the JSON that templates are rendered from. */
#ifndef TIDINGS_RENDER_DATA_H
#define TIDINGS_RENDER_DATA_H

#include "config/config.h"
#include "markdown/markdown.h"
#include "model/answer.h"
#include "model/digest.h"
#include "render/catalogue.h"
#include "render/templates.h"

#include <jansson.h>

/*
 * How much is shown.  Each level is tighter than the one before, so that any mail can be made to
 * fit.
 */
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
	guint excerpt_chars; /* of a topic's excerpt */
	guint name_chars;    /* of a name; a list of names may have four times as many */
	guint link_bytes;    /* of a URL into the notes; a longer one is left out */
} Limits;

enum {
	DATA_LEVELS = 7,
	DATA_PAGE = DATA_LEVELS, /* for a page of the archive, which may be longer than a mail */
	DATA_PAGE_LEAST = DATA_PAGE + 3
};

/* What the parts of the data are made from.  Owns nothing. */
typedef struct {
	const Digest *digest;
	const Target *target; /* NULL for chats and pages */
	const Config *config;
	const Limits *limits;
	DiscussionDetail discussion;
	Footnotes *links;           /* NULL: links get no footnotes */
	GHashTable *shown;          /* Change *: meetings that are already shown in full */
	GHashTable *markdown_cache; /* of markdown_cache_new(), or NULL */
	Templates *templates;       /* see data_build() */
	gboolean lasting;           /* it is read on other days too: dates instead of "tomorrow" */
	guint most;                 /* items of a reminder */
	const char
	    *link_style; /* CSS of links in the notes' text; NULL: the page has a style sheet */
	const Catalogue *words; /* of the message's language; NULL: English */
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
 * Returns a cache of converted Markdown for one message: its levels show the same items, and each
 * level shows them by owner and by track.  The converted links depend on links and style, so a
 * cache serves one message only.
 */
GHashTable *markdown_cache_new(void);

/*
 * Prepares `data` for parts of the archive's pages, in the configuration's language and without
 * footnotes.  `digest` gives today's date.
 */
void data_init_page(Data *data, const Digest *digest, const Config *config);

/* Return the parts, each a new reference; null where a part is empty. */
json_t *data_owners(Data *data);
json_t *data_owner(Data *data, const OwnerGroup *group);
json_t *data_unassigned(Data *data);
json_t *data_sections(Data *data);
json_t *data_looking(Data *data);
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

/* Adds "linked": what became of what it links to, "merged" or "#12 open and #13 draft", when that
 * is known. */
void data_set_linked(const Data *data, json_t *object, const Action *action);

/* Returns where an action was last seen: "VMM, Wed 16 Feb".  Newly allocated. */
char *data_origin(const Data *data, const ActionRecord *record);

/*
 * Returns the subject of an answer to the reader's reminder, "done 5ssvy [ana.20604.3kq7...]", and
 * the mailto: URL with it, newly allocated; NULL when there are no such links.  `item` is "" for a
 * verb that is about none.
 */
char *data_answer_subject(const Data *data, AnswerVerb verb, const char *item);
char *data_answer_link(const Data *data, AnswerVerb verb, const char *item);

/* Returns render_stop_subject(). */
char *data_stop_subject(const Digest *digest, const Config *config);

/* Adds "rest" and "rest_link" of a reminder: how many items it leaves out, and where they are. */
void data_set_rest(const Data *data, json_t *root);

/* Adds "meetings" and "more" of a post that lists meetings. */
void data_set_list(Data *data, json_t *root);

/*
 * Adds "strands", "has_strands" and "more_strands": the topics of the discussions, as detailed as
 * the job wants.
 */
void data_set_excerpts(Data *data, json_t *object, const Meeting *meeting);

/* Adds what is new in the notes of a meeting that was known before. */
void data_set_change(Data *data, json_t *object, const Change *change);

/*
 * Returns what a meeting is called: its title, otherwise its first team and its day.  Newly
 * allocated.
 */
char *data_meeting_label(const Data *data, const Meeting *meeting);

/*
 * Adds "time" and "zone": the time of day in the configuration's zone.  Returns FALSE for a time
 * out of range.
 */
gboolean data_set_hour(const Data *data, json_t *object, gint64 start);

/* Return texts of the whole message, newly allocated. */
char *data_subject(const Data *data);
char *data_preheader(const Data *data);
char *data_counts(const Data *data);

/*
 * Returns `text` (any bytes, or NULL) on one line: valid UTF-8 without control characters,
 * invisible characters, and characters that change the direction of the text around them
 * (text_remove_hidden()).  Newly allocated.
 */
char *data_clean(const char *text);

/* Add a string, cleaned and without footnote marks; the second one frees `text`. */
void data_set_text(json_t *object, const char *key, const char *text);
void data_take_text(json_t *object, const char *key, char *text);

/*
 * Add a name, or a list of names, from the notes: cleaned, and shortened to the limits.  They free
 * it; it may be NULL.
 */
void data_take_name(const Data *data, json_t *object, const char *key, char *name);
void data_take_names(const Data *data, json_t *object, const char *key, char *names);

/* Adds `markdown` as KEY_html, KEY_text and KEY_discord, at most `most` characters of it. */
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
 * Adds "where" (words), and, when there is a link template and the URL is not too long, "link"
 * (URL) and "ref" (footnote mark).
 */
void data_set_link(Data *data, json_t *object, const char *path, guint line, const char *where);

/* Add "more", or `key`: "and 12 more" when `total` is above `shown`, otherwise null. */
void data_set_more(const Data *data, json_t *object, guint total, guint shown);
void data_set_more_in_notes(const Data *data, json_t *object, guint total,
                            guint shown); /* "and 12 more in the notes" */
void data_set_more_as(const Data *data, json_t *object, const char *key, guint total, guint shown);

/*
 * Returns the owners of an action for people: names when each token is one person, otherwise the
 * tokens as written; "" for none.  Newly allocated.
 */
char *data_owner_names(const Data *data, const Action *action);

/*
 * Returns at most `most` characters of plain text, cut at a word if possible, with an ellipsis.
 * Newly allocated.
 */
char *data_shorten(const char *text, guint most);

#endif
