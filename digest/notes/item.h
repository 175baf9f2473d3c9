/* item.h - an item under construction: lines and details are put to it until the next one begins.
 */
#ifndef TIDINGS_NOTES_ITEM_H
#define TIDINGS_NOTES_ITEM_H

#include "item_status.h"
#include "markdown/source.h"
#include "model/meeting.h"

enum {
	ITEMS_MAX = 10000 /* of one file: actions and notes; statements; tracks */
};

typedef struct {
	Meeting *meeting; /* where finished items go */
	const OwnerNames *names;
	const Source *source; /* where dates that are warned of stand */
	GTimeZone *zone;      /* of times that name none */
	const char *heading;  /* the sub-heading the items stand under, or NULL */
	gboolean open;        /* an item is being made */
	GPtrArray *owners;    /* NULL for a note */
	gboolean verb;        /* the text begins with the verb of `RD to do x` */
	GString *text;
	GString *detail;
	guint line, column;
	ItemStatus status;
	Day due; /* told elsewhere than in the text, or DAY_NONE */
} ItemMaker;

void item_maker_init(ItemMaker *maker, const Source *source, Meeting *meeting,
                     const OwnerNames *names, GTimeZone *zone);
void item_maker_clear(ItemMaker *maker);

/* Finishes the item before and begins one.  Takes `owners`; NULL begins a note. */
void item_begin(ItemMaker *maker, GPtrArray *owners, const char *text, guint line, guint column);

/* Puts a further line to the text. */
void item_continue(ItemMaker *maker, const char *line);

/* Puts Markdown to the detail; a note has none, so there it goes to the text, on one line. */
void item_detail(ItemMaker *maker, const char *markdown);

/* Gives the item to the meeting, unless it is a placeholder. */
void item_finish(ItemMaker *maker);

/* TRUE while fewer than ITEMS_MAX are kept; else a warning, once for a file (too-many-items). */
gboolean item_has_room(Meeting *meeting, gsize kept, guint line);

#endif
