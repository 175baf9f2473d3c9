/* sample_digest.h - digests made by hand, of any size, for the tests of render. */
#ifndef TIDINGS_TESTS_SAMPLE_DIGEST_H
#define TIDINGS_TESTS_SAMPLE_DIGEST_H

#include "config/config.h"
#include "config/loader.h"
#include "model/digest.h"

#define SAMPLE_TODAY "2025-02-17"

/* What a sample is like. */
typedef struct {
	const char *name;
	JobKind kind;
	guint owners, each, meetings;
	const char *owner; /* name of an owner, a number is added; NULL: names of people */
	const char *item;  /* text of an action; NULL: texts that differ */
	guint item_repeat; /* how often `item` is repeated */
} Sample;

static const char *const sample_people[] = {
	"Răzvan Dumitrescu", "Fatima Haddad", "Ștefan Ionescu",
	"Mei Lin",           "Oisín Byrne",   "Ana-Maria Popa"
};
static const char *const sample_items[] = {
	"Ask the hosting team for two more runners, see [the quota "
	"page](https://example.org/quota?team=a&kind=b)",
	"Write down how a release is made, with `make dist` and the *three* checks before it",
	"Ping George about the licence of the logo",
	"Send a first draft of the talk to everyone: "
	"https://example.org/talks/2025/a-first-draft-of-the-talk",
	"Repair the flaky network test (it fails on [ARM](https://example.org/ci/arm) about once a "
	"day)",
	"Review the memory allocator's documentation and file what is missing as issues",
};
static const char *const sample_tracks[] = { "VMM", "ARM", "Community", "Build system" };

static inline Config *
sample_config(void)
{
	Config *config = config_default("/srv/notes");

	g_free(config->notes.link);
	config->notes.link = g_strdup("https://git.example.org/notes/blob/main/{path}#L{line}");
	g_free(config->mail.from);
	config->mail.from = g_strdup("Notes <notes@example.org>");
	g_free(config->mail.unsubscribe);
	config->mail.unsubscribe = g_strdup("notes-owner@example.org");
	for (guint i = 0; i < G_N_ELEMENTS(sample_people); i++) {
		Person *person = person_new();
		person->id = g_strdup_printf("p%u", i);
		person->name = g_strdup(sample_people[i]);
		person->email = g_strdup_printf("p%u@example.org", i);
		person->discord = i < 3 ? g_strdup_printf("8035111022467891%u", i) : NULL;
		person->mention = i == 0 || i == 2;
		roster_add_person(config->roster, person);
	}
	return config;
}

/* How much of the discussions the job of the samples shows. */
static inline void
sample_set_discussion(Config *config, DiscussionDetail discussion)
{
	Job *job = job_new("weekly");

	job->discussion = discussion;
	g_ptr_array_set_size(config->jobs, 0);
	g_ptr_array_add(config->jobs, job);
}

static inline char *
sample_item(const Sample *sample, guint number)
{
	if (sample->item == NULL)
		return g_strdup(sample_items[number % G_N_ELEMENTS(sample_items)]);
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < MAX(1, sample->item_repeat); i++)
		g_string_append(text, sample->item);
	return g_string_free(text, FALSE);
}

static inline Meeting *
sample_meeting(guint number)
{
	const char *team = sample_tracks[number % G_N_ELEMENTS(sample_tracks)];
	g_autofree char *path = g_strdup_printf("%s/2025-02-%02u, notes.md", team, 10 + number % 7);
	Meeting *meeting = meeting_new(path);
	meeting->day = day_from_iso("2025-02-10") + number % 7;
	meeting->start = 1739185200 + 86400 * (gint64)(number % 7);
	meeting->has_time = TRUE;
	meeting->location = g_strdup("Discord, voice channel");
	g_ptr_array_add(meeting->teams, g_strdup(team));
	for (guint i = 0; i < 4 + number % 4; i++)
		g_ptr_array_add(meeting->participants,
		                g_strdup(sample_people[i % G_N_ELEMENTS(sample_people)]));
	static const char *const strands[][2] = {
		{ "Release 0.18",
		  "we are two fixes away; the last one needs a second pair of eyes before Friday, "
		  "and the "
		  "change log is still empty. Whoever merged something should write a line." },
		{ "Runners", "the queue is long since January. More machines are possible when we "
		             "say what for." },
		{ "Talks", "one talk was accepted, the other one waits for an answer." }
	};
	for (guint i = 0; i < G_N_ELEMENTS(strands); i++) {
		Topic *strand = topic_new();
		strand->name = g_strdup(strands[i][0]);
		Entry *entry = entry_new();
		entry->speaker = g_strdup("RD");
		entry->text = g_strdup(strands[i][1]);
		g_ptr_array_add(strand->entries, entry);
		g_ptr_array_add(meeting->topics, strand);
	}
	Decision *decision = decision_new();
	decision->text = g_strdup("Releases are made on Tuesdays from now on.");
	decision->line = 40;
	g_ptr_array_add(meeting->decisions, decision);
	return meeting;
}

static inline DigestAction *
sample_action(Digest *digest, const Sample *sample, guint owner, guint number)
{
	ActionRecord *record = action_record_new();
	if (record->action == NULL)
		record->action = action_new();
	record->id = g_strdup_printf("k%03um", number % 1000);
	g_ptr_array_add(record->action->owners, g_strdup_printf("P%u", owner));
	g_ptr_array_add(record->action->people, g_strdup_printf("p%u", owner));
	record->action->text = sample_item(sample, number);
	record->action->track = g_strdup(sample_tracks[number % G_N_ELEMENTS(sample_tracks)]);
	record->action->line = 90 + number;
	record->path =
	    g_strdup_printf("%s/2025-01-%02u.md", record->action->track, 1 + number % 28);
	record->meeting = g_strdup("a meeting");
	record->last_day = day_from_iso("2025-02-01") + number % 14;
	record->meetings = 1 + number % 4;
	g_ptr_array_add(digest->records, record);

	DigestAction *action = digest_action_new();
	action->record = record;
	action->fresh = number % 3 == 0;
	action->age_days = action->fresh ? 4 : 12 + number * 5 % 80;
	if (number % 4 == 1 || number % 4 == 2) {
		action->due_in = (int)(number % 11) - 4;
		action->overdue = action->due_in < 0;
		record->action->due = (Day)((int)digest->today + action->due_in);
	}
	if (number % 5 == 2)
		g_ptr_array_add(action->others, g_strdup("Fatima Haddad"));
	digest->open_actions++;
	digest->new_actions += action->fresh ? 1 : 0;
	digest->overdue_actions += action->overdue ? 1 : 0;
	return action;
}

static inline void
sample_add_owner(Digest *digest, const Sample *sample, const Config *config, guint owner)
{
	OwnerGroup *group = owner_group_new();
	g_autofree char *id = g_strdup_printf("p%u", owner);

	group->person = roster_person(config->roster, id);
	group->label = sample->owner != NULL
	                   ? g_strdup_printf("%s %u", sample->owner, owner)
	                   : g_strdup(sample_people[owner % G_N_ELEMENTS(sample_people)]);
	for (guint i = 0; i < sample->each + (sample->each > 1 ? owner % 3 : 0); i++)
		g_ptr_array_add(group->actions,
		                sample_action(digest, sample, owner, owner * 7 + i));
	g_ptr_array_add(digest->owners, group);
}

static inline void
sample_add_change(Digest *digest, const Sample *sample)
{
	Change *change = change_new();
	change->before = sample_meeting(2);
	change->after = sample_meeting(2);
	for (guint i = 0; i < 3; i++) {
		Action *action = action_new();
		action->text = sample_item(sample, i);
		action->line = 50 + i;
		g_ptr_array_add(action->owners, g_strdup("RD"));
		g_ptr_array_add(change->after->actions, action);
		g_ptr_array_add(i == 0   ? change->finished
		                : i == 1 ? change->added
		                         : change->reowned,
		                action);
	}
	Action *was = action_new();
	was->text = sample_item(sample, 2);
	g_ptr_array_add(was->owners, g_strdup("AP"));
	g_ptr_array_add(change->before->actions, was);
	g_ptr_array_add(change->given_up, was);
	g_ptr_array_add(change->grown, g_ptr_array_index(change->after->topics, 0));
	g_ptr_array_add(digest->changes, change);
	digest->changed_meetings++;
}

static inline void
sample_add_meetings(Digest *digest, const Sample *sample)
{
	TrackGroup *groups[G_N_ELEMENTS(sample_tracks)];
	for (guint i = 0; i < G_N_ELEMENTS(groups) && sample->meetings > 0; i++) {
		groups[i] = track_group_new();
		groups[i]->id = g_ascii_strdown(sample_tracks[i], -1);
		groups[i]->name = g_strdup(sample_tracks[i]);
		g_ptr_array_add(digest->tracks, groups[i]);
	}
	for (guint i = 0; i < sample->meetings; i++) {
		Change *change = change_new();
		change->after = sample_meeting(i);
		for (guint a = 0; a < 2; a++) {
			Action *action = action_new();
			action->text = sample_item(sample, a);
			action->line = 60 + a;
			g_ptr_array_add(action->owners, g_strdup_printf("P%u", a));
			g_ptr_array_add(action->people, g_strdup_printf("p%u", a));
			g_ptr_array_add(change->after->actions, action);
		}
		g_ptr_array_add(digest->changes, change);
		g_ptr_array_add(groups[i % G_N_ELEMENTS(groups)]->changes, change);
		digest->new_meetings++;
		if (i < 6)
			g_ptr_array_add(groups[i % G_N_ELEMENTS(groups)]->actions,
			                sample_action(digest, sample, i % 6, i * 3));
	}
}

/* What others marked as done. */
static inline void
sample_add_marked(Digest *digest, const Sample *sample)
{
	g_ptr_array_set_free_func(digest->marked, (GDestroyNotify)marked_action_free);
	for (guint i = 0; i < sample->each / 4; i++) {
		MarkedAction *marked = marked_action_new();
		marked->id = g_strdup_printf("d%03um", i % 1000);
		marked->text = sample_item(sample, i + 3);
		marked->path = g_strdup_printf("VMM/2025-02-%02u.md", 12 + i % 16);
		marked->line = 17 + i;
		marked->elsewhere = i % 2 == 1;
		g_ptr_array_add(marked->people, g_strdup("p0"));
		if (i % 2 == 1)
			g_ptr_array_add(marked->people, g_strdup("p2"));
		g_ptr_array_add(digest->marked, marked);
	}
}

static inline Digest *
sample_digest(const Sample *sample, const Config *config)
{
	Digest *digest = digest_new();

	digest->job = g_strdup("weekly");
	digest->kind = sample->kind;
	digest->today = day_from_iso(SAMPLE_TODAY);
	digest->from = digest->today - 7;
	digest->now = 1739779200;
	if (sample->kind == JOB_REMINDER)
		digest->reader = roster_person(config->roster, "p0");
	for (guint i = 0; i < sample->owners; i++)
		sample_add_owner(digest, sample, config, i);
	sample_add_meetings(digest, sample);
	if (sample->kind == JOB_REMINDER)
		sample_add_marked(digest, sample);
	if (sample->kind == JOB_DIGEST && sample->meetings > 2) {
		sample_add_change(digest, sample);
		Upcoming *upcoming = g_new0(Upcoming, 1);
		*upcoming = (Upcoming){ .day = digest->today + 2,
			                .track = g_strdup("VMM"),
			                .text = g_strdup("Next meeting at 15:30 CET"),
			                .path = g_strdup("VMM/2025-02-10.md"),
			                .line = 99 };
		g_ptr_array_add(digest->upcoming, upcoming);
		OwnerGroup *nobody = owner_group_new();
		nobody->label = g_strdup("");
		g_ptr_array_add(nobody->actions, sample_action(digest, sample, 0, 3));
		g_ptr_array_add(digest->owners, nobody);
	}
	return digest;
}

#endif
