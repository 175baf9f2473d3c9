/* section.h - a section of what is to be done, line by line. */
#ifndef TIDINGS_NOTES_SECTION_H
#define TIDINGS_NOTES_SECTION_H

#include "item.h"
#include "markdown/outline.h"

/* A section being read. */
typedef struct {
	const Source *source;
	const GArray *blocks;
	ItemMaker maker;
	GPtrArray *pending; /* owners whose colon had nothing behind it, or NULL */
	guint pending_line;
	GPtrArray *of_heading; /* owners that the sub-heading names, or NULL */
	GString *line;         /* the line being read */
	guint previous_last;   /* last line of the block before */
	gboolean takes_list;   /* that block was a paragraph, so a list now may belong to it */
} Section;

/* Remembers `owners`, which it takes, that have nothing behind their colon yet. */
void section_set_pending(Section *section, GPtrArray *owners, guint line);

/* A copy of a list of owners. */
GPtrArray *section_copy_owners(const GPtrArray *owners);

/* Takes one line; `first` is that of its paragraph or list item. */
void section_read_line(Section *section, const char *line, guint number, gboolean first,
                       gboolean in_list);

/* Takes the lines of a paragraph or of a list item, whose text begins `offset` bytes into its first
 * line. */
void section_read_lines(Section *section, guint first, guint last, gsize offset, gboolean in_list);

/* Puts lines to the item as its detail, without `indent` columns of leading blanks. */
void section_put_detail(Section *section, guint first, guint last, guint indent);

#endif
