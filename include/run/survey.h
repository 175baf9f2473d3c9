/* survey.h - looks through a folder of notes for what a first configuration needs. */
#ifndef TIDINGS_RUN_SURVEY_H
#define TIDINGS_RUN_SURVEY_H

#include "people/name_stats.h"

/* All members are owned. */
typedef struct {
	NameStats *stats;             /* sorted, for roster_guess() */
	GPtrArray *include, *exclude; /* char *: globs; `exclude` may be empty */
	GPtrArray *headings;          /* char *: of lists that recur and may be of actions */
	char *zone;                   /* a name of the zone database */
	char *zone_remark;            /* one line on how well it fits the notes, or NULL */
	char *link;                   /* a template for links to lines of the notes, or NULL */
	GPtrArray *problems;          /* char *: a sentence for each file that was not read */
} Survey;

/*
 * Reads all notes below `root` and guesses their settings.  Returns FALSE and sets `error` when the
 * folder cannot be read.
 *
 * The zone is this system's, unless most of the dates with an offset contradict it and a well-known
 * zone fits more of them.  The link comes from the `origin` of the git checkout whose top is
 * `root`: its files are read without git, and a user name or password in the address is left out.
 */
gboolean survey_notes(Survey *survey, const char *root, GError **error);

void survey_clear(Survey *survey);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Survey, survey_clear)

#endif
