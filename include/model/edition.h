/* edition.h - a digest that has its page in the archive. */
#ifndef TIDINGS_MODEL_EDITION_H
#define TIDINGS_MODEL_EDITION_H

#include "base/day.h"

typedef struct {
	gint64 id;
	char *page; /* relative to the archive's folder: "2026/2026-03-02-weekly.html" */
	char *job;
	Day day;
	gint64 made_at; /* Unix seconds UTC */
	GBytes *data;   /* what its template is rendered from: JSON */
} Edition;

void edition_free(Edition *edition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_free)

#endif
