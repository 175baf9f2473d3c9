/* notes_file.h - a file of notes between its front matter and its items. */
#ifndef TIDINGS_NOTES_NOTES_FILE_H
#define TIDINGS_NOTES_NOTES_FILE_H

#include "context.h"
#include "markdown/outline.h"
#include "notes/notes.h"

/* A file whose front matter was read. */
typedef struct {
	Meeting *head; /* with what the front matter says; NULL once it was read to the end */
	Source *source;
	NotesContext context; /* without a day */
	guint body;           /* the first line after the front matter */
	GArray *blocks;       /* Block: of the lines from there on */
} NotesFile;

/* Reads the front matter and the outline into `file`, which is zeroed.  FALSE and `error` as
 * notes_parse(). */
gboolean notes_file_open(NotesFile *file, const char *path, GBytes *bytes,
                         const NotesOptions *options, GError **error);

/* Reads the rest as one meeting, which the caller owns. */
Meeting *notes_file_read(NotesFile *file, const NotesOptions *options);

/* Reads topics, actions and decisions of a text into `meeting`, whose day and people are known. */
void notes_read_items(const Source *source, const GArray *blocks, const NotesContext *context,
                      const NotesOptions *options, Meeting *meeting);

void notes_file_clear(NotesFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NotesFile, notes_file_clear)

#endif
