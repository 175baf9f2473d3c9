/* item.h - an item under construction: lines and details are added until the next one begins. */
#ifndef TIDINGS_NOTES_ITEM_H
#define TIDINGS_NOTES_ITEM_H

#include "context.h"
#include "item_status.h"
#include "markdown/source.h"
#include "model/meeting.h"

enum {
	ITEMS_MAX = 10000 /* of one file and kind: actions and decisions; statements; topics */
};

typedef struct {
	Meeting *meeting; /* gets the finished items */
	const OwnerNames *names;
	const Source *source; /* where warnings find their position */
	const NotesContext *context;
	const char *heading; /* the sub-heading above the items, or NULL */
	gboolean open;       /* an item is under construction */
	GPtrArray *owners;   /* NULL for a decision; empty for an action that nobody owns */
	gboolean verb;       /* the text begins with the verb of `RD to do x` */
	GString *text;
	GString *detail;
	GString *doubted; /* what only looks like owners before the text: `Repair Cafe: x (Nora)` */
	guint line, column;
	ItemStatus status;
	gboolean needs_owner; /* without one it is nothing */
	gboolean titles;      /* a text of nobody that ends with a colon is nothing */
	Day due;              /* a deadline found outside of the text, or DAY_NONE */
} ItemMaker;

void item_maker_init(ItemMaker *maker, const Source *source, Meeting *meeting,
                     const OwnerNames *names, const NotesContext *context);
void item_maker_clear(ItemMaker *maker);

/* Finishes the item before and begins one.  Owns `owners`; NULL begins a decision. */
void item_begin(ItemMaker *maker, GPtrArray *owners, const char *text, guint line, guint column);

/* Adds a line to the text. */
void item_continue(ItemMaker *maker, const char *line);

/* Adds Markdown to the detail; a decision has none, so there it is added to the text, on one line.
 */
void item_detail(ItemMaker *maker, const char *markdown);

/* Adds the item to the meeting, unless it is a placeholder. */
void item_finish(ItemMaker *maker);

/* TRUE while fewer than ITEMS_MAX are kept; otherwise warns, once for a file (too-many-items). */
gboolean item_has_room(Meeting *meeting, gsize kept, guint line);

#endif
