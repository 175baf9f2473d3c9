/* sample_archive.h - an archive made by hand, for the tests of render. */
#ifndef TIDINGS_TESTS_SAMPLE_ARCHIVE_H
#define TIDINGS_TESTS_SAMPLE_ARCHIVE_H

#include "model/archive.h"
#include "render/archive.h"
#include "sample_digest.h"

static inline void
sample_edition(Archive *archive, const Config *config, const char *page, guint meetings)
{
	const Sample sample = { "list", JOB_DIGEST, 4, 3, meetings, NULL, NULL, 0 };
	g_autoptr(Digest) digest = sample_digest(&sample, config);
	Edition *edition = g_new0(Edition, 1);

	edition->page = g_strdup(page);
	edition->job = g_strdup(digest->job);
	edition->day = digest->today;
	edition->made_at = digest->now;
	edition->data = archive_edition_data(digest, config);
	g_ptr_array_add(archive->editions, edition);
}

static inline void
sample_record(Archive *archive, const char *owner, const char *text, Day due, ActionState state)
{
	ActionRecord *record = action_record_new();

	record->id = g_strdup("abcde");
	record->state = state;
	record->action = action_new();
	record->action->text = g_strdup(text);
	record->action->due = due;
	record->action->line = 7;
	g_ptr_array_add(record->action->owners, g_strdup(owner));
	g_ptr_array_add(record->action->owners, g_strdup("Somebody else"));
	record->path = g_strdup("vmm/a.md");
	record->first_day = archive->today - 20;
	record->last_day = archive->today - 6;
	record->meetings = 3;
	g_ptr_array_add(record->teams, g_strdup("VMM"));
	g_ptr_array_add(archive->records, record);
}

/* Two digests; something open, overdue and done, a meeting and one to come. */
static inline Archive *
sample_archive(const Config *config)
{
	Archive *archive = archive_new(day_from_iso(SAMPLE_TODAY));
	Meeting *meeting = meeting_new("vmm/a.md");
	Upcoming *upcoming = g_new0(Upcoming, 1);

	sample_edition(archive, config, "2025/2025-02-10-weekly.html", 2);
	sample_edition(archive, config, "2025/2025-02-17-weekly.html", 4);
	sample_record(archive, sample_people[0], "Ask <b>them</b> & mend it", archive->today - 1,
	              ACTION_OPEN);
	sample_record(archive, sample_people[0], "Write to anna@example.org", archive->today + 9,
	              ACTION_OPEN);
	sample_record(archive, sample_people[1], "Paint the mast", DAY_NONE, ACTION_DONE);
	meeting->title = g_strdup("Hyper-V & <friends>");
	meeting->day = archive->today - 6;
	g_ptr_array_add(meeting->teams, g_strdup("VMM"));
	g_ptr_array_add(meeting->participants, g_strdup(sample_people[0]));
	g_ptr_array_add(archive->meetings, meeting);
	upcoming->day = archive->today + 2;
	upcoming->start = 1739966400; /* 2025-02-19 12:00 UTC */
	upcoming->track = g_strdup("VMM");
	upcoming->text = g_strdup("Next meeting: write to boss@example.org");
	upcoming->path = g_strdup("vmm/a.md");
	upcoming->line = 9;
	g_ptr_array_add(archive->upcoming, upcoming);
	archive->seen_at = 1739782800;
	return archive;
}

#endif
