/* people_label.h - labels and headings of people: `Present: Nora`, `## Regrets`, `**Members**`. */
#ifndef TIDINGS_NOTES_PEOPLE_LABEL_H
#define TIDINGS_NOTES_PEOPLE_LABEL_H

#include "vocabulary.h"

/* Whom a heading or a label is about. */
typedef enum {
	ABOUT_OTHERS, /* it is no label of people */
	ABOUT_PRESENT,
	ABOUT_ABSENT,
	ABOUT_GROUP, /* `Members`: a part of either, or of those present */
} About;

/* Returns whom a plain label or heading is about, which may have a remark in parentheses: `Present
 * (add your name)`. */
About people_label_about(Languages languages, const char *label);

/* Returns where the colon of a label is in plain text, outside of parentheses; NULL for none. */
const char *people_label_colon(const char *plain);

/* A line as a label and what follows it. */
typedef struct {
	About about;
	gboolean other; /* it is a label, but not of people: `Location: Room 4` */
	char *value;    /* plain; NULL: no label */
} PeopleLabel;

/* Reads a line that may begin with a label: `- **Present:** Nora`, `**Present** Nora`, `Attendees`
 * alone.  Free with people_label_clear(). */
void people_label_read(Languages languages, const char *line, PeopleLabel *label);

/* Returns whom a line is about that begins with a label, without reading the people behind it. */
About people_label_of_line(Languages languages, const char *line);
void people_label_clear(PeopleLabel *label);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PeopleLabel, people_label_clear)

/* Skips what may be in front of a label: `> `, `- `, `| `, `#`. */
const char *people_label_skip_marks(const char *line);

#endif
