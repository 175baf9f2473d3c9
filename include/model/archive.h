/* archive.h - the content of the archive's pages. */
#ifndef TIDINGS_MODEL_ARCHIVE_H
#define TIDINGS_MODEL_ARCHIVE_H

#include "model/action_record.h"

/* A digest with a page in the archive. */
typedef struct {
	gint64 id;
	char *page; /* relative to the archive's folder: "2026/2026-03-02-weekly.html" */
	char *job;
	Day day;
	gint64 made_at; /* Unix seconds UTC */
	GBytes *data;   /* JSON data for its template */
} Edition;

void edition_free(Edition *edition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_free)

/* The page of one track or one person. */
typedef struct {
	char *id;            /* configured, or the folded name */
	char *name;          /* for people */
	gboolean configured; /* it is in tidings.yaml; otherwise only the notes name it */
	GPtrArray
	    *open; /* ActionRecord *, not owned: overdue, then by due date, then the oldest first */
	GPtrArray *finished; /* ActionRecord *, not owned: done lately, the latest first */
	GPtrArray *meetings; /* Meeting *, not owned: the latest first */
} Overview;

Overview *overview_new(const char *id, const char *name);
void overview_free(Overview *standing);

typedef struct {
	Day today;
	gint64 seen_at; /* Unix seconds UTC: when the newest version of the notes was seen; 0 if
	                   there is none */
	GPtrArray *editions; /* Edition *, owned, oldest first */
	GPtrArray *records;  /* ActionRecord *, owned: open, and done lately */
	GPtrArray *meetings; /* Meeting *, owned, by day: of the last year, without their topics,
	                        actions and decisions */
	GPtrArray *upcoming; /* Upcoming *, owned, by day */
	GPtrArray *tracks;   /* Overview *, owned, in the configuration's order, then by name */
	GPtrArray *people;   /* Overview *, owned, in the configuration's order */
} Archive;

Archive *archive_new(Day today);
void archive_free(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

#endif
