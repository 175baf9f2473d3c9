/* parse_jobs.c - the settings of mail, and jobs. */
#include "loader.h"

#include <string.h>

static const char *const kinds[] = {
	[JOB_DIGEST] = "digest", [JOB_REMINDER] = "reminder", [JOB_POST] = "post"
};
static const char *const cadences[] = { "hour", "day", "week", "two weeks",
	                                "month" }; /* starting at EVERY_HOUR */
static const char *const discussions[] = { "none", "headings", "excerpt", "full" };
static const char *const unknowns[] = { [UNKNOWN_RETRY] = "retry", [UNKNOWN_WAIT] = "wait" };
static const char *const starttlses[] = { "required", "never" }; /* starting at STARTTLS_REQUIRED */
static const char *const calendars[] = { "none", "attach", "link" };
static const char *const reminds[] = { "news", "always" };
static const char *const weekdays[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
	                                "Friday", "Saturday", "Sunday" };

static void
parse_kind(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, kinds, G_N_ELEMENTS(kinds));

	if (index >= 0)
		((Job *)to)->kind = (JobKind)index;
}

static void
parse_every(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, cadences, G_N_ELEMENTS(cadences));

	if (index >= 0)
		((Job *)to)->every = (Every)(index + EVERY_HOUR);
}

static void
parse_discussion(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, discussions, G_N_ELEMENTS(discussions));

	if (index >= 0)
		((Job *)to)->discussion = (DiscussionDetail)index;
}

static void
parse_starttls(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, starttlses, G_N_ELEMENTS(starttlses));

	if (index >= 0)
		*(Starttls *)to = (Starttls)(index + STARTTLS_REQUIRED);
}

void
parse_unknown(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, unknowns, G_N_ELEMENTS(unknowns));

	if (index >= 0)
		*(OnUnknown *)to = (OnUnknown)index;
}

static void
parse_calendar(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, calendars, G_N_ELEMENTS(calendars));

	if (index >= 0)
		((Job *)to)->calendar = (Calendar)index;
}

static void
parse_remind(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, reminds, G_N_ELEMENTS(reminds));

	if (index >= 0)
		((Job *)to)->remind_always = index == 1;
}

static void
parse_items(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *text = loader_get_text(loader, value, name);
	guint64 items = 0;
	if (text == NULL)
		return;

	if (g_ascii_string_to_unsigned(text, 10, 1, 1000, &items, NULL))
		*(guint *)to = (guint)items;
	else
		loader_problem(loader, value, "\"%s\" must be a number from 1 to 1000, not \"%s\"",
		               name, text);
}

/* Parses "08:00" or "8:00": two digits for the minute, one or two for the hour. */
static gboolean
read_time(const char *text, int *hour, int *minute)
{
	gsize digits = strspn(text, "0123456789");
	if (digits < 1 || digits > 2 || text[digits] != ':' || strlen(text + digits) != 3 ||
	    !g_ascii_isdigit(text[digits + 1]) || !g_ascii_isdigit(text[digits + 2]))
		return FALSE;

	*hour = (int)g_ascii_strtoll(text, NULL, 10);
	*minute = (int)g_ascii_strtoll(text + digits + 1, NULL, 10);
	return *hour <= 23 && *minute <= 59;
}

/*
 * Returns 1 for Monday ... 7 for Sunday, by the whole name or its first three letters; 0 for other
 * text.
 */
static int
read_weekday(const char *word)
{
	gsize length = strlen(word);

	for (gsize i = 0; i < G_N_ELEMENTS(weekdays); i++)
		if ((length == 3 || length == strlen(weekdays[i])) &&
		    g_ascii_strncasecmp(weekdays[i], word, length) == 0)
			return (int)i + 1;
	return 0;
}

/* Returns the number of "the 1st", "the 22nd", "the 3rd" or "the 15th"; 0 for other text. */
static int
read_month_day(const char *text)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	char *end = NULL;

	if (g_ascii_strncasecmp(text, "the ", 4) != 0 || !g_ascii_isdigit(text[4]))
		return 0;
	gint64 day = g_ascii_strtoll(text + 4, &end, 10);
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_ascii_strcasecmp(end, endings[i]) == 0)
			return day >= 1 && day <= 31 ? (int)day : 0;
	return 0;
}

/* Reads the day of `at`: "Mon", "the 1st", "first Mon", "last Friday". */
static gboolean
read_day(Job *job, const char *text)
{
	static const char *const weeks[] = { "first", "second", "third", "fourth" };
	const char *space = strchr(text, ' ');
	gsize length = space != NULL ? (gsize)(space - text) : 0;

	job->month_day = read_month_day(text);
	job->weekday = read_weekday(text);
	if (job->month_day > 0 || job->weekday > 0)
		return TRUE;
	job->weekday = space != NULL ? read_weekday(space + 1) : 0;
	if (length == strlen("last") && g_ascii_strncasecmp(text, "last", length) == 0)
		job->week = WEEK_LAST;
	for (gsize i = 0; i < G_N_ELEMENTS(weeks); i++)
		if (length == strlen(weeks[i]) && g_ascii_strncasecmp(text, weeks[i], length) == 0)
			job->week = (int)i + 1;
	return job->week != 0 && job->weekday != 0;
}

static void
parse_at(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Job *job = to;
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	const char *space = strrchr(text, ' ');
	g_autofree char *word =
	    space == NULL ? NULL : g_strchomp(g_strndup(text, (gsize)(space - text)));
	int hour = 0, minute = 0;
	if ((word != NULL && !read_day(job, word)) ||
	    !read_time(space == NULL ? text : space + 1, &hour, &minute)) {
		loader_problem(loader, value,
		               "\"%s\" is not a time: \"%s\"; write \"08:00\" or \"Mon 08:00\"",
		               name, text);
		return;
	}
	job->hour = hour;
	job->minute = minute;
}

static void
parse_to(Loader *loader, const YamlNode *value, const char *name G_GNUC_UNUSED, gpointer to)
{
	GPtrArray *targets = *(GPtrArray **)to;

	if (value->kind != YAML_SEQUENCE)
		parse_target(loader, value, targets);
	for (guint i = 0; value->kind == YAML_SEQUENCE && i < value->count; i++)
		parse_target(loader, value->items[i], targets);
}

static const Key mail_keys[] = {
	{ "from", parse_mailbox, offsetof(MailSettings, from), FALSE,
	  "the mailbox that mail is from" },
	{ "reply_to", parse_mailbox, offsetof(MailSettings, reply_to), FALSE,
	  "the mailbox that answers go to" },
	{ "postmaster", parse_mailbox, offsetof(MailSettings, postmaster), FALSE,
	  "the mailbox of who runs tidings" },
	{ "unsubscribe", parse_mailbox, offsetof(MailSettings, unsubscribe), FALSE,
	  "the mailbox to ask for no more mail" },
	{ "via", parse_mail_via, offsetof(MailSettings, via), FALSE, "the relay, or folder:DIR" },
	{ "ca_file", parse_path, offsetof(MailSettings, ca_file), FALSE, "certificates to trust" },
	{ "timeout", parse_seconds, offsetof(MailSettings, timeout), FALSE,
	  "how long a server may take for a reply" },
	{ "connections", parse_connections, offsetof(MailSettings, connections), FALSE,
	  "how many at once" },
	{ "unknown", parse_unknown, offsetof(MailSettings, unknown), FALSE,
	  "retry or wait, when nobody knows whether it arrived" },
	{ "starttls", parse_starttls, offsetof(MailSettings, starttls), FALSE,
	  "required or never" },
	{ "oauth", parse_secret, offsetof(MailSettings, oauth), FALSE, "a token to log in with" },
	{ "rate", parse_rate, offsetof(MailSettings, rate), FALSE, "messages a minute at most" },
	{ "answers", parse_mailbox, offsetof(MailSettings, answers), FALSE,
	  "the mailbox that answers to reminders go to" },
};

static const Key job_keys[] = {
	{ "kind", parse_kind, 0, TRUE, "digest, reminder or post" },
	{ "every", parse_every, 0, FALSE, "hour, day, week, two weeks or month" },
	{ "at", parse_at, 0, FALSE, "a time, or a day and a time" },
	{ "to", parse_to, offsetof(Job, to), FALSE, "its targets" },
	{ "language", parse_language, offsetof(Job, language), FALSE,
	  "the language of its messages" },
	{ "remind", parse_remind, 0, FALSE, "news or always" },
	{ "quiet_for", parse_days, offsetof(Job, quiet_days), FALSE,
	  "when a reminder without news is due again" },
	{ "max_items", parse_items, offsetof(Job, max_items), FALSE,
	  "how many items a reminder shows" },
	{ "discussion", parse_discussion, 0, FALSE, "none, headings, excerpt or full" },
	{ "calendar", parse_calendar, 0, FALSE, "none, attach or link" },
};

const Schema schema_mail = SCHEMA("mail", mail_keys);
const Schema schema_job = SCHEMA("a job", job_keys);

void
parse_mail(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	MailSettings *mail = &((Config *)to)->mail;

	loader->has_sender = !yaml_is_null(yaml_get(value, "from"));
	loader_parse_mapping(loader, value, name, &schema_mail, mail);
	if (mail->unsubscribe == NULL)
		mail->unsubscribe = g_strdup(mail->reply_to != NULL ? mail->reply_to : mail->from);
}

/* Checks the name of a webhook or a job: people type it, and the state file contains it. */
static gboolean
check_name(Loader *loader, const YamlNode *key, const char *what)
{
	gboolean fits = key->text != NULL && *key->text != '\0' && strlen(key->text) <= 64;

	for (const char *p = fits ? key->text : ""; *p != '\0'; p++)
		fits =
		    fits && (g_ascii_isalnum(*p) || (p > key->text && strchr("-_.", *p) != NULL));
	if (!fits)
		loader_problem(loader, key,
		               "the name of %s must be up to 64 ASCII letters and digits, with "
		               "\"-\", \"_\" and \".\" between",
		               what);
	return fits;
}

void
parse_named(Loader *loader, const YamlNode *value, const char *name, const char *what,
            void (*parse)(Loader *, const YamlNode *key, const YamlNode *item))
{
	if (!loader_expect(loader, value, name, YAML_MAPPING))
		return;

	g_autoptr(GPtrArray) repeated = yaml_repeated_keys(value);
	for (guint i = 0; i < value->count; i++) {
		YamlNode *key = value->keys[i];
		if (g_ptr_array_find(repeated, key, NULL))
			loader_problem(loader, key,
			               "\"%s\" appears here a second time; keep one of them",
			               key->text);
		else if (check_name(loader, key, what))
			parse(loader, key, value->items[i]);
	}
}

/* Reports targets that posts cannot go to. */
static void
report_post_targets(Loader *loader, const YamlNode *to)
{
	YamlNode *const single[] = { (YamlNode *)to };
	YamlNode *const *nodes = to->kind == YAML_SEQUENCE ? to->items : single;
	guint count = to->kind == YAML_SEQUENCE ? to->count : 1;

	for (guint i = 0; i < count; i++)
		if (nodes[i]->text != NULL)
			loader_check_post_target(loader, nodes[i], nodes[i]->text);
}

/* Reports settings that only a reminder has. */
static void
check_remind(Loader *loader, const Job *job, const YamlNode *item)
{
	static const char *const names[] = { "remind", "quiet_for", "max_items" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (job->kind != JOB_REMINDER && !yaml_is_null(yaml_get(item, names[i])))
			loader_problem(loader, yaml_get(item, names[i]),
			               "\"%s\" means something to a reminder only", names[i]);
	if (job->remind_always && !yaml_is_null(yaml_get(item, "quiet_for")))
		loader_problem(loader, yaml_get(item, "quiet_for"),
		               "\"quiet_for\" means nothing with remind: always");
}

/* Checks that the settings of a job fit each other: `at` and `every`, its kind, its targets. */
static void
check_job(Loader *loader, const Job *job, const YamlNode *item)
{
	const YamlNode *at = yaml_get(item, "at"), *to = yaml_get(item, "to");
	gboolean sent = !yaml_is_null(to) && !(to->kind == YAML_SEQUENCE && to->count == 0);

	if (!yaml_is_null(at) && yaml_is_null(yaml_get(item, "every")))
		loader_problem(
		    loader, at,
		    "\"at\" means nothing without \"every\": day, week, two weeks or month");
	else if (job->every == EVERY_HOUR && job->hour >= 0)
		loader_problem(loader, at,
		               "\"at\" means nothing to a job of every hour; take one of them out");
	else if (job->every != EVERY_MONTH && (job->month_day != 0 || job->week != 0))
		loader_problem(loader, at,
		               "only a job of every month is due on such a day; write \"%s\"",
		               job->every == EVERY_DAY ? "08:00" : "Mon 08:00");
	else if (job->every == EVERY_DAY && job->weekday != 0)
		loader_problem(loader, at, "a job of every day is due at a time, not on a weekday");
	else if (job->every > EVERY_DAY && job->hour >= 0 && job->weekday == 0 &&
	         job->month_day == 0)
		loader_problem(loader, at,
		               "a job of every %s needs its weekday; write \"Mon %02d:%02d\"",
		               cadences[job->every - EVERY_HOUR], job->hour, job->minute);
	check_remind(loader, job, item);
	if (job->calendar != CALENDAR_NONE && job->kind != JOB_DIGEST)
		loader_problem(loader, yaml_get(item, "calendar"),
		               "\"calendar\" means something to a digest only");
	else if (job->calendar == CALENDAR_LINK)
		loader_add_reference(loader, yaml_get(item, "calendar"), REFERENCE_ARCHIVE, NULL);
	if (job->kind == JOB_POST && sent)
		report_post_targets(loader, to);
	else if (job->kind != JOB_POST && !sent)
		loader_problem(loader, item, "the job \"%s\" goes nowhere; write to: [...]",
		               job->name);
}

static void
parse_job(Loader *loader, const YamlNode *key, const YamlNode *item)
{
	Job *job = job_new(key->text);

	loader_parse_mapping(loader, item, key->text, &schema_job, job);
	g_ptr_array_add(loader->config->jobs, job);
	if (item->kind == YAML_MAPPING)
		check_job(loader, job, item);
}

void
parse_jobs(Loader *loader, const YamlNode *value, const char *name, gpointer to G_GNUC_UNUSED)
{
	parse_named(loader, value, name, "a job", parse_job);
}
