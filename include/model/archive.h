/* archive.h - what the archive's pages tell. */
#ifndef TIDINGS_MODEL_ARCHIVE_H
#define TIDINGS_MODEL_ARCHIVE_H

#include "model/action_record.h"
#include "model/edition.h"

/* How things stand with one track or one person. */
typedef struct {
	char *id;            /* configured, or the folded name */
	char *name;          /* for people */
	gboolean configured; /* it stands in tidings.yaml; otherwise only the notes name it */
	GPtrArray
	    *open; /* ActionRecord *, not owned: overdue, then by due date, then the oldest first */
	GPtrArray *finished; /* ActionRecord *, not owned: done lately, the latest first */
	GPtrArray *meetings; /* Meeting *, not owned: the latest first */
} Overview;

Overview *overview_new(const char *id, const char *name);
void overview_free(Overview *standing);

typedef struct {
	Day today;
	gint64 told_at;      /* Unix seconds UTC: when the newest version of the notes was seen; 0
	                        without any */
	GPtrArray *editions; /* Edition *, owned, oldest first */
	GPtrArray *records;  /* ActionRecord *, owned: open, and done lately */
	GPtrArray *meetings; /* Meeting *, owned, by day: of the last year, without what was said
	                        and is to do in them */
	GPtrArray *upcoming; /* Upcoming *, owned, by day */
	GPtrArray *tracks;   /* Overview *, owned, in the configuration's order, then by name */
	GPtrArray *people;   /* Overview *, owned, in the configuration's order */
} Archive;

Archive *archive_new(Day today);
void archive_free(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

#endif
