/*
 * fuzz_pipeline.c - notes of any bytes, or any bytes in the place of what the state keeps of notes,
 * all the way to what people get: mails, posts, calendars, the pages of the archive, a preview,
 * findings of lint.
 *
 * The first byte says what the rest is (see the flags).  The rest is files, or versions of one
 * file.
 */
#define _GNU_SOURCE /* memfd_create() */
#include "checks/calendar.h"
#include "checks/discord.h"
#include "checks/html.h"
#include "checks/mail.h"
#include "compose/changes.h"
#include "compose/compose.h"
#include "compose/overview.h"
#include "compose/schedule.h"
#include "match/action_index.h"
#include "notes/lint.h"
#include "people/guess.h"
#include "people/resolve.h"
#include "render/archive.h"
#include "render/calendar.h"
#include "render/lint_finding.h"
#include "render/mime.h"
#include "render/model_json.h"
#include "render/payload.h"
#include "render/render.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

/* In the first byte, so that a letter can be typed: 'H' and then Markdown is notes with excerpts of
 * what was said. */
enum {
	AS_STATE = 1 << 0,      /* what follows is not notes but their bytes in the state */
	FOR_WEB = 1 << 1,       /* pages, previews and lint instead of messages */
	DISCUSSION = 1 << 2,    /* two bits: how much of the discussions */
	IN_ROMANIAN = 1 << 4,   /* instead of English */
	WITHOUT_LINKS = 1 << 5, /* there is no notes.link */
};

#define NEXT_FILE    "\n\x1e\n"
#define NEXT_VERSION "\n\x1d\n"

#define NOW          G_GINT64_CONSTANT(1772434800) /* 2026-03-02 07:00 UTC */
#define DAY          G_GINT64_CONSTANT(86400)

enum {
	FILES_MAX = 4,
	VERSIONS_MAX = 2,
	NAME_CHARACTERS = 120, /* of a name that notes write, at most */
};

static const char yaml[] =
    "notes: {root: ., link: 'https://git.example.org/notes/blob/main/{path}#L{line}'}\n"
    "timezone: Europe/Bucharest\n"
    "archive: archive\n"
    "archive_url: https://notes.example.org/\n"
    "people:\n"
    "  - {id: rd, name: Radu Dinu, aliases: [RD, RaduD], email: radu@people.example, discord: "
    "'200000000000000001',"
    " mention: true}\n"
    "  - {id: fh, name: Fatima Haddad, aliases: [FH], email: fatima@people.example, discord: "
    "'200000000000000002'}\n"
    "  - {id: mi, name: Mihai Ionescu, aliases: [MI, MihaiI], email: mihai@people.example, "
    "language: ro}\n"
    "groups:\n"
    "  - {id: everyone, aliases: [Everyone, All], members: participants}\n"
    "  - {id: board, aliases: [Board], members: [rd, fh]}\n"
    "tracks:\n"
    "  - {id: firmware, name: Firmware, aliases: [FW]}\n"
    "  - {id: power, name: 'Power & light'}\n"
    "mail: {from: 'Notes <notes@lists.example>', reply_to: 'Radu Dinu <radu@people.example>', via: "
    "'folder:mail'}\n"
    "discord: {news: {via: 'folder:discord'}}\n"
    "jobs:\n"
    "  weekly: {kind: digest, every: week, at: 'Mon 08:00', calendar: attach, to: "
    "['list:all@lists.example']}\n"
    "  reminders: {kind: reminder, every: week, to: [owners]}\n"
    "  news: {kind: post, to: ['discord:news']}\n";
static const char *const may_be_mentioned[] = { "200000000000000001", NULL };

typedef struct {
	Config *config;
	Templates *templates;
	char *link;
} World;

/* A file as the state would have it: its versions, the last one the newest. */
typedef struct {
	char *path;
	GPtrArray *versions; /* GBytes *, by meeting_to_bytes() */
} File;

static gpointer
make_world(gpointer nothing G_GNUC_UNUSED)
{
	World *world = g_new0(World, 1);
	g_autoptr(GError) error = NULL;
	int fd = memfd_create("tidings.yaml", MFD_CLOEXEC);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	check_that(fchmod(fd, 0600) == 0 && write(fd, yaml, strlen(yaml)) == (gssize)strlen(yaml),
	           "it is written", path);
	world->config = config_load(path, &error);
	check_that(error == NULL, "the configuration is right",
	           error != NULL ? error->message : "");
	world->templates = templates_new(NULL);
	world->link = g_steal_pointer(&world->config->notes.link);
	close(fd);
	/* a warning of GLib is a mistake of ours */
	g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
	return world;
}

static World *
the_world(void)
{
	static GOnce once = G_ONCE_INIT;

	return g_once(&once, make_world, NULL);
}

static void
set_up(World *world, guint flags)
{
	Job *job = (Job *)config_job(world->config, "weekly");

	world->config->notes.link = (flags & WITHOUT_LINKS) != 0 ? NULL : world->link;
	job->discussion = (DiscussionDetail)(flags / DISCUSSION % 4);
	for (guint i = 0; i < world->config->jobs->len; i++) {
		job = g_ptr_array_index(world->config->jobs, i);
		g_free(job->language);
		job->language = g_strdup((flags & IN_ROMANIAN) != 0 ? "ro" : "en");
	}
}

static void
file_free(gpointer data)
{
	File *file = data;

	g_free(file->path);
	g_ptr_array_unref(file->versions);
	g_free(file);
}

/* Bytes of the state do not hold a path that is no UTF-8: the file's row does. */
static void
set_path(Meeting *meeting, const File *file)
{
	g_free(meeting->path);
	meeting->path = g_strdup(file->path);
}

static Meeting *
version_of(const File *file, guint place)
{
	Meeting *meeting = meeting_from_bytes(g_ptr_array_index(file->versions, place));

	set_path(meeting, file);
	return meeting;
}

static Meeting *
newest(const File *file)
{
	return version_of(file, file->versions->len - 1);
}

static Meeting *
oldest(const File *file)
{
	return file->versions->len > 1 ? version_of(file, 0) : NULL;
}

/* One item of those that say the same, as a run joins them. */
static void
join_twins(Meeting *meeting)
{
	guint count = meeting->actions->len;
	g_autofree ActionKey *keys = g_new0(ActionKey, count + 1);

	for (guint i = 0; i < count; i++)
		action_key_init(&keys[i], g_ptr_array_index(meeting->actions, i));
	actions_dedupe(meeting, keys);
	for (guint i = 0; i < meeting->actions->len; i++)
		action_key_clear(&keys[i]);
}

static Meeting *
understand(const World *world, const File *file, GBytes *source, guint flags)
{
	const NotesOptions options = { world->config->timezone,
		                       world->config->notes.action_headings,
		                       world->config->notes.languages };

	if ((flags & AS_STATE) == 0)
		return notes_parse(file->path, source, &options, NULL);
	Meeting *meeting = meeting_from_bytes(source);
	if (meeting != NULL)
		set_path(meeting, file);
	return meeting;
}

static void
check_name(const char *name, const char *which)
{
	check_that(name == NULL || g_utf8_strlen(name, -1) <= NAME_CHARACTERS, "a name is cut",
	           which);
}

/* Names that notes write come cut into everything after. */
static void
check_names(const Meeting *meeting)
{
	const GPtrArray *const lists[] = { meeting->teams, meeting->participants, meeting->tags };

	check_name(meeting->title, "the title");
	check_name(meeting->location, "the location");
	for (guint list = 0; list < G_N_ELEMENTS(lists); list++)
		for (guint i = 0; i < lists[list]->len; i++)
			check_name(g_ptr_array_index(lists[list], i), "a team, participant or tag");
	for (guint i = 0; i < meeting->topics->len; i++)
		check_name(((Topic *)g_ptr_array_index(meeting->topics, i))->name, "a heading");
	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		check_name(action->heading, "an item's heading");
		for (guint owner = 0; owner < action->owners->len; owner++)
			check_name(g_ptr_array_index(action->owners, owner), "an owner");
	}
}

/* Adds the version when it can be understood. */
static void
add_version(const World *world, File *file, GBytes *source, guint flags)
{
	g_autoptr(Resolver) resolver = resolver_new(world->config->roster);
	g_autoptr(Meeting) meeting = understand(world, file, source, flags);
	if (meeting == NULL)
		return;

	if ((flags & AS_STATE) == 0)
		check_names(meeting);
	resolve_meeting(resolver, meeting);
	join_twins(meeting);
	g_autoptr(GBytes) encoded = meeting_to_bytes(meeting);
	g_autoptr(Meeting) decoded = meeting_from_bytes(encoded);
	check_that(decoded != NULL, "the state gives back what it was given", file->path);
	g_autoptr(GBytes) again = meeting_to_bytes(decoded);
	check_that(g_bytes_equal(encoded, again), "the state gives back the same", file->path);
	g_ptr_array_add(file->versions, g_steal_pointer(&encoded));
}

/* The pieces of `whole` between `mark`, at most `most`: GBytes *, owned. */
static GPtrArray *
pieces_of(GBytes *whole, const char *mark, guint most)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	gsize size = 0, begin = 0, length = strlen(mark);
	const char *data = g_bytes_get_data(whole, &size);

	for (gsize i = 0; i + length <= size && pieces->len + 1 < most; i++) {
		if (memcmp(data + i, mark, length) != 0)
			continue;
		g_ptr_array_add(pieces, g_bytes_new_from_bytes(whole, begin, i - begin));
		begin = i + length;
		i = begin - 1;
	}
	g_ptr_array_add(pieces, g_bytes_new_from_bytes(whole, begin, size - begin));
	return pieces;
}

/* File *, owned: those that can be understood. */
static GPtrArray *
read_files(const World *world, GBytes *input, guint flags)
{
	static const char *const paths[FILES_MAX] = { "firmware/2026-02-25.md",
		                                      "power/2026-02-26.md",
		                                      "docs & more/2026-02-18, notes.md",
		                                      "\xffopen.md" };
	g_autoptr(GPtrArray) pieces = pieces_of(input, NEXT_FILE, FILES_MAX);
	GPtrArray *files = g_ptr_array_new_with_free_func(file_free);

	for (guint i = 0; i < pieces->len; i++) {
		g_autoptr(GPtrArray) versions =
		    pieces_of(g_ptr_array_index(pieces, i), NEXT_VERSION, VERSIONS_MAX);
		File *file = g_new0(File, 1);
		file->path = g_strdup(paths[i]);
		file->versions = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
		for (guint v = 0; v < versions->len; v++)
			add_version(world, file, g_ptr_array_index(versions, v), flags);
		if (file->versions->len > 0)
			g_ptr_array_add(files, file);
		else
			file_free(file);
	}
	return files;
}

static ActionRecord *
record_of(const Meeting *meeting, const Action *action, Day day, guint number)
{
	ActionRecord *record = action_record_new();

	action_free(record->action);
	record->id = g_strdup_printf("k%03um", number % 1000);
	record->state = action->done ? ACTION_DONE : ACTION_OPEN;
	record->ended_at = action->done ? NOW - DAY : 0;
	record->action = action_copy(action);
	record->path = g_strdup(meeting->path);
	record->meeting = meeting_label(meeting);
	for (guint i = 0; i < meeting->participants->len; i++)
		g_ptr_array_add(record->participants,
		                g_strdup(g_ptr_array_index(meeting->participants, i)));
	for (guint i = 0; i < meeting->teams->len; i++)
		g_ptr_array_add(record->teams, g_strdup(g_ptr_array_index(meeting->teams, i)));
	record->first_day = record->last_day = day;
	record->meetings = 1;
	record->snapshot = 2;
	return record;
}

/* An item is the record that it carries on, or a new one. */
static void
add_records(GPtrArray *records, ActionIndex *index, const Meeting *meeting, Day today)
{
	Day day = meeting->day != DAY_NONE ? meeting->day : today;
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		ActionKey key;
		action_key_init(&key, action);
		gint64 row = action_index_find(index, day, &key, taken);
		if (row == 0) {
			g_ptr_array_add(records, record_of(meeting, action, day, records->len));
			row = records->len;
		} else {
			ActionRecord *record = g_ptr_array_index(records, row - 1);
			record->meetings++;
			record->first_day = MIN(record->first_day, day);
			record->last_day = MAX(record->last_day, day);
		}
		g_hash_table_add(taken, ROW_KEY(row));
		action_index_add(index, row, day, &key);
		action_key_clear(&key);
	}
}

static GPtrArray *
records_of(const World *world, const GPtrArray *files, Day today)
{
	GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free);
	g_autoptr(ActionIndex) index = action_index_new(world->config->expire_after_days);

	for (guint i = 0; i < files->len; i++) {
		g_autoptr(Meeting) meeting = newest(g_ptr_array_index(files, i));
		add_records(records, index, meeting, today);
	}
	return records;
}

static void
keep_open(GPtrArray *records)
{
	for (guint i = records->len; i > 0; i--)
		if (((ActionRecord *)g_ptr_array_index(records, i - 1))->state != ACTION_OPEN)
			g_ptr_array_remove_index(records, i - 1);
}

/* What the job has to say of the files, as dispatch.c gathers it. */
static void
compose(const World *world, const GPtrArray *files, const char *name, Composition *composition)
{
	const Config *config = world->config;
	const Job *job = config_job(config, name);
	Day today = day_from_unix(NOW, config->timezone);

	composition_init(composition, config, job, NOW);
	composition->last_success = NOW - 7 * DAY;
	composition->snapshot = 1;
	composition->page = job->kind == JOB_DIGEST ? "2026/2026-03-02-weekly.html" : NULL;
	g_ptr_array_unref(composition->records);
	composition->records = records_of(world, files, today);
	keep_open(composition->records);
	for (guint i = 0; i < files->len; i++) {
		Meeting *before = oldest(g_ptr_array_index(files, i)),
		        *after = newest(g_ptr_array_index(files, i));
		if (before != NULL)
			resolve_meeting(composition->resolver, before);
		resolve_meeting(composition->resolver, after);
		compose_upcoming(composition->upcoming, composition->announced, after, today,
		                 config->roster);
		Change *change = change_between(before, after);
		if (job->kind != JOB_POST && change_is_empty(change))
			change_free(change);
		else
			g_ptr_array_add(composition->changes, change);
	}
	composition_resolve(composition);
}

static void
check_as_mail(const World *world, const Digest *digest, const Target *target,
              const Rendering *rendering)
{
	static const char *const to_list[] = { "Date",         "From",         "To",
		                               "Reply-To",     "Subject",      "Message-Id",
		                               "MIME-Version", "Content-Type", NULL };
	static const char *const to_one[] = { "Date",
		                              "From",
		                              "To",
		                              "Reply-To",
		                              "Subject",
		                              "Message-Id",
		                              "Auto-Submitted",
		                              "X-Auto-Response-Suppress",
		                              "List-Unsubscribe",
		                              "MIME-Version",
		                              "Content-Type",
		                              NULL };
	const MailSettings *settings = &world->config->mail;
	g_autofree char *calendar =
	    digest->kind == JOB_DIGEST ? calendar_build(digest, world->config) : NULL;
	g_autoptr(GError) error = NULL;
	Mail mail = { .kind = target->kind == TARGET_LIST ? MAIL_LIST : MAIL_PERSONAL,
		      .from = settings->from,
		      .reply_to = settings->reply_to,
		      .to = digest->reader != NULL ? digest->reader->email : target->value,
		      .to_name = digest->reader != NULL ? digest->reader->name : NULL,
		      .unsubscribe = settings->reply_to,
		      .subject = rendering->subject,
		      .text = rendering->text,
		      .html = rendering->html,
		      .calendar = calendar,
		      .key = digest->job,
		      .date = NOW,
		      .zone = world->config->timezone };
	g_autoptr(GBytes) message = mime_build(&mail, &error);

	check_that(message != NULL, "a mail can be made", error != NULL ? error->message : "");
	if (calendar != NULL)
		check_calendar(calendar);
	check_mail(message, mail.kind == MAIL_LIST ? to_list : to_one, mail.text, mail.html,
	           calendar != NULL);
}

static Rendering *
mail_of(const World *world, const Digest *digest, const Target *target)
{
	g_autoptr(GError) error = NULL;
	Rendering *rendering = render_mail(digest, target, world->config, world->templates, &error);

	check_that(rendering != NULL, "a mail can be rendered",
	           error != NULL ? error->message : "");
	check_line(rendering->subject);
	check_mail_text(rendering->text);
	check_html(rendering->html, HTML_MAIL);
	check_that(strlen(rendering->html) <= MAIL_HTML_MAX, "the HTML of a mail is not too long",
	           rendering->subject);
	return rendering;
}

/* What a program is handed. */
static void
check_plain(const World *world, const Digest *digest)
{
	for (guint payload = PAYLOAD_TEXT; payload <= PAYLOAD_JSON; payload++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Rendering) rendering = render_payload(
		    (Payload)payload, digest, "key", world->config, world->templates, &error);
		check_that(rendering != NULL, "a message can be rendered for a program",
		           error != NULL ? error->message : "");
		check_line(rendering->subject);
		check_text(g_ptr_array_index(rendering->payloads, 0), "\n");
	}
}

static Rendering *
posts_of(const World *world, const Digest *digest)
{
	g_autoptr(GError) error = NULL;
	Rendering *rendering =
	    render_payload(PAYLOAD_DISCORD, digest, NULL, world->config, world->templates, &error);

	check_that(rendering != NULL, "a post can be rendered",
	           error != NULL ? error->message : "");
	check_line(rendering->subject);
	check_that(rendering->payloads->len > 0, "a post has a part", rendering->subject);
	for (guint i = 0; i < rendering->payloads->len; i++)
		check_payload(g_ptr_array_index(rendering->payloads, i), may_be_mentioned);
	if (rendering->surplus != NULL)
		check_payload(rendering->surplus, may_be_mentioned);
	check_plain(world, digest);
	return rendering;
}

static void
send_mail(const World *world, const Composition *composition, const Target *target,
          const Person *reader)
{
	g_autoptr(Digest) digest = compose_digest(composition, reader);
	if (digest_is_empty(digest))
		return;
	g_autoptr(Rendering) rendering = mail_of(world, digest, target);
	g_autofree char *data = render_data_json(digest, target, world->config);

	check_as_mail(world, digest, target, rendering);
	check_text(data, "\n");
}

static void
send_posts(const World *world, const Composition *composition)
{
	for (guint i = 0; i < composition->changes->len; i++) {
		g_autoptr(Digest) digest = compose_post(
		    composition, g_ptr_array_index(composition->changes, i), i % 2 == 0);
		rendering_free(posts_of(world, digest));
	}
}

static void
send_digest(const World *world, const Composition *composition)
{
	Target list = { .kind = TARGET_LIST, .value = (char *)"all@lists.example" },
	       mail = { .kind = TARGET_MAIL, .value = (char *)"fatima@people.example" };
	g_autoptr(Digest) digest = compose_digest(composition, NULL);
	if (digest_is_empty(digest))
		return;
	rendering_free(posts_of(world, digest));
	send_mail(world, composition, &list, NULL);
	send_mail(world, composition, &mail, roster_person(world->config->roster, "fh"));
}

static void
send_reminders(const World *world, const Composition *composition)
{
	Target owners = { .kind = TARGET_OWNERS, .value = NULL };
	g_autoptr(GPtrArray) readers = compose_readers(composition);

	for (guint i = 0; i < readers->len; i++)
		send_mail(world, composition, &owners, g_ptr_array_index(readers, i));
}

static void
check_messages(const World *world, const GPtrArray *files)
{
	static void (*const send[])(const World *, const Composition *) = {
		[JOB_DIGEST] = send_digest, [JOB_REMINDER] = send_reminders, [JOB_POST] = send_posts
	};

	for (guint i = 0; i < world->config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(world->config->jobs, i);
		Composition composition;
		compose(world, files, job->name, &composition);
		send[job->kind](world, &composition);
		composition_clear(&composition);
	}
}

/* A page of the archive, its calendar or its feed. */
static gboolean
check_file(const char *path, const char *text, gpointer seen, GError **error G_GNUC_UNUSED)
{
	static const char in_path[] = G_CSET_a_2_z G_CSET_DIGITS "/.-";

	check_that(path[strspn(path, in_path)] == '\0' && g_ascii_isalnum(*path) &&
	               strstr(path, "..") == NULL && strstr(path, "//") == NULL,
	           "a path stays in the archive's folder", path);
	check_that(g_hash_table_add(seen, g_strdup(path)),
	           "no file of the archive is written twice", path);
	check_that(*text != '\0', "a file of the archive is not empty", path);
	if (g_str_has_suffix(path, ".ics")) {
		check_calendar(text);
	} else if (g_str_has_suffix(path, ".html")) {
		check_html(text, HTML_PAGE);
		check_no_address(text);
	}
	return TRUE;
}

/* The content of an entry is HTML that is escaped once more. */
static void
check_entry(GMarkupParseContext *context G_GNUC_UNUSED, const char *element, const char *text,
            gsize length, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	g_autofree char *content = g_strndup(text, length);

	check_no_address(content);
	if (element != NULL)
		check_text(content, "\n\t");
}

static void
check_feed_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                GError **error)
{
	const char *element = g_markup_parse_context_get_element(context);
	g_autofree char *content = g_strndup(text, length);

	check_entry(context, element, text, length, data, error);
	if (strcmp(element, "content") == 0)
		check_html(content, HTML_FRAGMENT);
}

static gboolean
check_published(const char *path, const char *text, gpointer seen, GError **error)
{
	static const GMarkupParser parser = { .text = check_feed_text };
	if (!check_file(path, text, seen, error) || !g_str_has_suffix(path, ".xml"))
		return TRUE;

	g_autoptr(GError) wrong = NULL;
	g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
	gboolean right = g_markup_parse_context_parse(context, text, -1, &wrong) &&
	                 g_markup_parse_context_end_parse(context, &wrong);
	check_that(right, "the feed is XML", wrong != NULL ? wrong->message : "");
	return TRUE;
}

static void
add_edition(const World *world, const GPtrArray *files, Archive *archive)
{
	Composition composition;
	compose(world, files, "weekly", &composition);
	g_autoptr(Digest) digest = compose_digest(&composition, NULL);
	Edition *edition = g_new0(Edition, 1);

	edition->page = g_strdup(composition.page);
	edition->job = g_strdup("weekly");
	edition->day = archive->today;
	edition->made_at = NOW;
	edition->data = archive_edition_data(digest, world->config);
	g_ptr_array_add(archive->editions, edition);
	composition_clear(&composition);
}

static void
page_failed(const char *path, const GError *error, gpointer data G_GNUC_UNUSED)
{
	g_autofree char *what = g_strdup_printf("%s: %s", path, error->message);

	check_that(FALSE, "the archive can be made", what);
}

static void
check_archive(const World *world, const GPtrArray *files)
{
	const Config *config = world->config;
	g_autoptr(Archive) archive = archive_new(day_from_unix(NOW, config->timezone));
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const ArchiveSink sink = { check_published, page_failed, seen };

	archive->seen_at = NOW;
	add_edition(world, files, archive);
	g_ptr_array_unref(archive->records);
	archive->records = records_of(world, files, archive->today);
	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	resolve_records(resolver, archive->records);
	g_autoptr(GHashTable) announced = compose_announced_new();
	for (guint i = 0; i < files->len; i++) {
		Meeting *meeting = newest(g_ptr_array_index(files, i));
		resolve_meeting(resolver, meeting);
		compose_upcoming(archive->upcoming, announced, meeting, archive->today,
		                 config->roster);
		g_ptr_array_add(archive->meetings, meeting);
	}
	archive_build_overviews(archive, config->roster);
	archive_render(archive, config, world->templates, &sink);
	check_that(g_hash_table_contains(seen, "index.html") &&
	               g_hash_table_contains(seen, "feed.xml"),
	           "the archive is whole", "");
	for (guint i = 0; i < archive->records->len; i++) {
		g_autofree char *line =
		    action_record_json(g_ptr_array_index(archive->records, i), NULL);
		check_json_line(line);
	}
}

/* One mail and one post side by side. */
static void
check_preview(const World *world, const GPtrArray *files)
{
	Target list = { .kind = TARGET_LIST, .value = (char *)"all@lists.example" };
	Composition composition;
	compose(world, files, "weekly", &composition);
	g_autoptr(Digest) digest = compose_digest(&composition, NULL);
	g_autoptr(Rendering) mail = mail_of(world, digest, &list);
	g_autoptr(Rendering) post = posts_of(world, digest);
	Message messages[2] = {
		{ .channel = CHANNEL_MAIL, .recipient = list.value, .subject = mail->subject },
		{ .channel = CHANNEL_DISCORD,
		  .recipient = (char *)"news",
		  .subject = post->subject }
	};
	const char *payload = g_ptr_array_index(post->payloads, 0);
	PreviewMessage shown[2] = { { &messages[0], PAYLOAD_MAIL, mail->text,
		                      "weekly-01-all@lists.example" },
		                    { &messages[1], PAYLOAD_DISCORD, NULL, "weekly-02-news" } };
	g_autoptr(GError) error = NULL;

	messages[0].body = g_bytes_new_static("", 0);
	messages[1].body = g_bytes_new_static(payload, strlen(payload));
	g_autofree char *page =
	    preview_page(world->templates, "weekly", shown, 2, world->config->timezone, &error);
	check_that(page != NULL, "a preview can be made", error != NULL ? error->message : "");
	check_html(page, HTML_PREVIEW);
	for (guint i = 0; i < G_N_ELEMENTS(messages); i++)
		g_bytes_unref(messages[i].body);
	composition_clear(&composition);
}

/* What `init` makes of the notes, and when jobs would be due if they had succeeded when a meeting
 * was. */
static void
check_guesses(const World *world, const GPtrArray *files)
{
	g_autoptr(NameStats) stats = name_stats_new();

	for (guint i = 0; i < files->len; i++) {
		g_autoptr(Meeting) meeting = newest(g_ptr_array_index(files, i));
		gint64 success = CLAMP(meeting->start, 0, 2 * NOW);
		g_autofree char *json = meeting_to_json(meeting);
		check_json_line(json);
		name_stats_add(stats, meeting);
		for (guint k = 0; k < world->config->jobs->len; k++) {
			const Job *job = g_ptr_array_index(world->config->jobs, k);
			gint64 next = schedule_next(job, success, NOW, world->config->timezone);
			check_that(next == 0 || next >= NOW, "a job is due now or later",
			           job->name);
		}
	}
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	for (guint i = 0; i < guess->people->len; i++) {
		const GuessedPerson *person = g_ptr_array_index(guess->people, i);
		check_that(g_str_is_ascii(person->id) && *person->id != '\0',
		           "a guessed id is ASCII", person->id);
	}
}

static void
check_lint(const World *world, GBytes *input)
{
	const NotesOptions options = { world->config->timezone,
		                       world->config->notes.action_headings,
		                       world->config->notes.languages };
	g_autoptr(Meeting) meeting =
	    lint_read("firmware/2026-02-25.md", input, &options, world->config->roster);

	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		const LintCode *code = lint_code(warning->code);
		check_that(code != NULL, "a finding has a known code", warning->code);
		const LintFinding finding = { meeting->path, warning, code->severity };
		g_autofree char *text = lint_finding_text(&finding);
		g_autofree char *command = lint_finding_github(&finding);
		g_autofree char *json = lint_finding_json(&finding);
		check_line(text);
		check_that(strpbrk(command, "\r\n") == NULL, "a workflow command is one line",
		           command);
		check_json_line(json);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	if (size == 0)
		return 0;
	World *world = the_world();
	guint flags = bytes[0];
	g_autoptr(GBytes) input = g_bytes_new(bytes + 1, size - 1);
	set_up(world, flags);
	g_autoptr(GPtrArray) files = read_files(world, input, flags);

	if ((flags & FOR_WEB) == 0) {
		check_messages(world, files);
		return 0;
	}
	check_archive(world, files);
	check_preview(world, files);
	check_guesses(world, files);
	if ((flags & AS_STATE) == 0)
		check_lint(world, input);
	return 0;
}
