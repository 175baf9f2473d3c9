/*
 * person_name.h - the names of people as one reads them: without Markdown, employers, roles and
 * remarks.
 */
#ifndef TIDINGS_NOTES_PERSON_NAME_H
#define TIDINGS_NOTES_PERSON_NAME_H

#include "vocabulary.h"

/*
 * Returns a line as one reads it: without emphasis, comments, tags, addresses and what is struck
 * out; of a link its text (`[Nora](https://...)`, `[[Nora Lind]]`, `<a href="...">Nora</a>`), and
 * for links one after another a list with commas.  Newly allocated.
 */
char *person_plain_text(const char *markdown);

/*
 * Returns the name at the start of plain text, newly allocated: of `Nora Lind (she/her, ACME)`,
 * `Nora Lind - ACME, chair` and `Nora Lind joined late` it is `Nora Lind`.  A handle or initials
 * follow it in parentheses, since notes go by these: `Nora Lind (@nora)`, `Nora Lind (NL)`.  NULL
 * for what is no name, for nobody in particular (`+ others`, `All members`) and for whoever was
 * absent (`Ben Ash (regrets)`).
 */
char *person_name_read(Languages languages, const char *plain);

/*
 * Adds the people (char *) that plain text names to `into`: `Nora, Ben Ash and Mia`, `@nora @ben`,
 * `NL BA MS`, `ACME: Nora, Ben`.  With `one` it is of a list with one person a line, where a comma
 * sets off an employer (`Nora Lind, ACME`).  Returns how many parts of the text are no names or, as
 * `Approve the minutes`, perhaps none.
 */
guint person_names_add(Languages languages, const char *plain, gboolean one, GPtrArray *into);

#endif
