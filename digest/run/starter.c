/* starter.c - writes a first tidings.yaml as text, with what was found as comments. */
#include "run/starter.h"

#include "base/text.h"

#include <string.h>

/* Words that YAML 1.1 or 1.2 does not read as text. */
static const char *const special_words[] = { "null", "true", "false", "yes", "no",
	                                     "on",   "off",  "y",     "n" };

static gboolean
is_plain(const char *text)
{
	if (!g_unichar_isalpha(g_utf8_get_char(text)) || g_str_has_suffix(text, " "))
		return FALSE;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (!g_unichar_isalnum(g_utf8_get_char(p)) && strchr(" -_./", *p) == NULL)
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(special_words); i++)
		if (g_ascii_strcasecmp(text, special_words[i]) == 0)
			return FALSE;
	return TRUE;
}

/* Returns `text` as a scalar for block and flow context: plain when that is certainly read back as
 * the same text, otherwise quoted. */
static char *
yaml_scalar(const char *text)
{
	if (is_plain(text))
		return g_strdup(text);

	GString *quoted = g_string_new("\"");
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '"' || c == '\\')
			g_string_append_printf(quoted, "\\%c", (char)c);
		else if (c == 0xfeff || !(c == ' ' || g_unichar_isprint(c)))
			g_string_append_printf(quoted, "\\U%08X", c);
		else
			g_string_append_unichar(quoted, c);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}

/* Appends a comment, which stays one line whatever the text has in it. */
static void G_GNUC_PRINTF(3, 4) comment(GString *out, const char *indent, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_autofree char *shown = text_escape_for_terminal(text, -1);
	g_string_append_printf(out, "%s# %s\n", indent, shown);
}

static void
setting(GString *out, const char *indent, const char *key, const char *value)
{
	g_autofree char *scalar = yaml_scalar(value);

	g_string_append_printf(out, "%s%s: %s\n", indent, key, scalar);
}

static void
list(GString *out, const char *indent, const char *key, const GPtrArray *texts)
{
	g_string_append_printf(out, "%s%s: [", indent, key);
	for (guint i = 0; i < texts->len; i++) {
		g_autofree char *scalar = yaml_scalar(g_ptr_array_index(texts, i));
		g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", scalar);
	}
	g_string_append(out, "]\n");
}

static gboolean
is_same(gconstpointer a, gconstpointer b)
{
	g_autofree char *left = g_utf8_casefold(a, -1);
	g_autofree char *right = g_utf8_casefold(b, -1);

	return strcmp(left, right) == 0;
}

/* Returns those texts that are not `name`, each once; upper and lower case are the same.  char *,
 * not owned. */
static GPtrArray *
texts_of(const GPtrArray *variants, const char *name)
{
	GPtrArray *texts = g_ptr_array_new();

	for (guint i = 0; i < variants->len; i++) {
		char *text = ((VariantCount *)g_ptr_array_index(variants, i))->text;
		if (!is_same(text, name) &&
		    !g_ptr_array_find_with_equal_func(texts, text, is_same, NULL))
			g_ptr_array_add(texts, text);
	}
	return texts;
}

/* Returns "RD 255, RăzvanD 117".  Newly allocated. */
static char *
counts_of(const GPtrArray *variants)
{
	GString *counts = g_string_new(NULL);

	for (guint i = 0; i < variants->len; i++) {
		const VariantCount *variant = g_ptr_array_index(variants, i);
		if (variant->count > 0)
			g_string_append_printf(counts, "%s%s %u", counts->len > 0 ? ", " : "",
			                       variant->text, variant->count);
	}
	return g_string_free(counts, FALSE);
}

static const char *
plural(guint count)
{
	return count == 1 ? "" : "s";
}

static void
write_notes(GString *out, const Starter *starter)
{
	g_string_append(out, "notes:\n");
	setting(out, "  ", "root", starter->root);
	list(out, "  ", "include", starter->survey->include);
	if (starter->survey->exclude->len > 0)
		list(out, "  ", "exclude", starter->survey->exclude);
	if (starter->survey->headings->len > 0) {
		comment(
		    out, "  ",
		    "these recur above lists that name people; those below which you write what "
		    "is to be done:");
		list(out, "  # ", "action_headings", starter->survey->headings);
	}
	if (starter->survey->link != NULL) {
		comment(out, "  ",
		        "where a reader finds a line, guessed from the checkout's origin: please "
		        "open one");
		setting(out, "  ", "link", starter->survey->link);
	} else {
		comment(out, "  ", "where a reader finds a line of the notes");
		comment(out, "  ",
		        "link: \"https://git.example.org/notes/blob/main/{path}#L{line}\"");
	}
	g_string_append_c(out, '\n');
	if (starter->survey->zone_remark != NULL)
		comment(out, "", "%s", starter->survey->zone_remark);
	setting(out, "", "timezone", starter->survey->zone);
	g_string_append(
	    out, "\n# What tidings remembers: an SQLite file.  It does not belong into git.\n");
	setting(out, "", "state", starter->state);
	g_string_append_c(out, '\n');
}

static void
write_person(GString *out, const GuessedPerson *person)
{
	g_autofree char *counts = counts_of(person->aliases);
	g_autoptr(GPtrArray) aliases = texts_of(person->aliases, person->name);

	comment(out, "  ", "%u action%s, %u meeting%s: %s", person->actions,
	        plural(person->actions), person->meetings, plural(person->meetings), counts);
	for (guint i = 0; i < person->remarks->len; i++)
		comment(out, "  ", "please check: %s",
		        (char *)g_ptr_array_index(person->remarks, i));
	setting(out, "  ", "- id", person->id);
	setting(out, "    ", "name", person->name);
	if (aliases->len > 0)
		list(out, "    ", "aliases", aliases);
	g_string_append_printf(out, "    # email: %s@...\n", person->id);
}

static void
write_doubt(GString *out, const AmbiguousToken *doubt)
{
	g_autoptr(GString) who = g_string_new(NULL);
	g_autoptr(GString) listed = g_string_new(NULL);

	for (guint i = 0; i < doubt->candidates->len; i++)
		g_string_append_printf(who, "%s%s",
		                       i == 0                           ? ""
		                       : i + 1 < doubt->candidates->len ? ", "
		                                                        : " or ",
		                       (char *)g_ptr_array_index(doubt->candidates, i));
	if (doubt->meetings > 0)
		g_string_append_printf(listed, ", listed in %u meeting%s", doubt->meetings,
		                       plural(doubt->meetings));
	comment(out, "  ", "- %s (%u action%s%s): %s%s", doubt->text, doubt->actions,
	        plural(doubt->actions), listed->str, doubt->candidates->len == 1 ? "perhaps " : "",
	        who->str);
}

static void
write_people(GString *out, const RosterGuess *guess)
{
	if (guess->people->len == 0) {
		g_string_append(
		    out, "# The notes name nobody yet.  A person is written so:\n# people:\n"
		         "#   - {id: rd, name: Răzvan D, aliases: [RD, RăzvanD, \"@razvand\"], "
		         "email: rd@example.org}\n\n");
		return;
	}
	g_string_append(
	    out,
	    "# Who an owner of the notes is.  The counts are how often the notes write it so, as "
	    "owner or as\n"
	    "# participant.  Put in the addresses of those who want reminders; the rest may stay.\n"
	    "people:\n");
	gboolean owners = FALSE;
	for (guint i = 0; i < guess->people->len; i++) {
		const GuessedPerson *person = g_ptr_array_index(guess->people, i);
		if (owners && person->actions == 0)
			comment(
			    out, "\n  ",
			    "---- Those below own nothing in the notes: keep whom you need. ----");
		owners = person->actions > 0;
		write_person(out, person);
	}
	if (guess->ambiguous->len > 0) {
		comment(out, "\n  ",
		        "Not certain who is meant, so nobody's aliases.  Where the participants of "
		        "a meeting "
		        "do not tell, nobody is mailed.");
		comment(out, "  ",
		        "When a word always means the same person, add it to the aliases there:");
	}
	for (guint i = 0; i < guess->ambiguous->len; i++)
		write_doubt(out, g_ptr_array_index(guess->ambiguous, i));
	g_string_append_c(out, '\n');
}

static void
write_groups(GString *out, const RosterGuess *guess)
{
	g_autofree char *counts = counts_of(guess->everyone);
	g_autoptr(GPtrArray) aliases = texts_of(guess->everyone, "");

	if (aliases->len == 0) {
		g_ptr_array_add(aliases, (gpointer) "Everyone");
		g_ptr_array_add(aliases, (gpointer) "All");
	}
	g_string_append(out, "groups:\n");
	if (*counts != '\0')
		comment(out, "  ", "%s", counts);
	g_string_append(out, "  - id: everyone\n");
	list(out, "    ", "aliases", aliases);
	g_string_append(out, "    members: participants    # of that meeting\n");
	if (guess->groups->len > 0)
		comment(out, "  ", "these seem to be groups, too: say who they are");
	for (guint i = 0; i < guess->groups->len; i++) {
		const GuessedName *group = g_ptr_array_index(guess->groups, i);
		g_autoptr(GPtrArray) others = texts_of(group->aliases, "");
		g_autofree char *found = counts_of(group->aliases);
		comment(out, "  ", "%s", found);
		setting(out, "  # ", "- id", group->id);
		list(out, "  #   ", "aliases", others);
		g_string_append(out, "  #   members: []\n");
	}
	g_string_append_c(out, '\n');
}

static void
write_tracks(GString *out, const RosterGuess *guess)
{
	if (guess->tracks->len == 0) {
		g_string_append(
		    out, "# tracks:\n#   - {id: vmm, name: VMM, aliases: [vm, Hyper-V]}\n\n");
		return;
	}
	g_string_append(out, "# Strands of work: the teams of the notes.  Spellings that are one "
	                     "go into `aliases`.\n"
	                     "tracks:\n");
	for (guint i = 0; i < guess->tracks->len; i++) {
		const GuessedName *track = g_ptr_array_index(guess->tracks, i);
		g_autoptr(GPtrArray) aliases = texts_of(track->aliases, track->name);
		g_autofree char *others = counts_of(track->aliases);
		comment(out, "  ", "%u meeting%s%s%s", track->count, plural(track->count),
		        *others != '\0' ? ", of them " : "", others);
		for (guint r = 0; r < track->remarks->len; r++)
			comment(out, "  ", "please check: %s",
			        (char *)g_ptr_array_index(track->remarks, r));
		setting(out, "  ", "- id", track->id);
		setting(out, "    ", "name", track->name);
		if (aliases->len > 0)
			list(out, "    ", "aliases", aliases);
	}
	g_string_append_c(out, '\n');
}

static const char sending[] =
    "# Until you say otherwise, mail and posts are files in these folders: nothing is sent.\n"
    "mail:\n"
    "  from: \"Meeting notes <notes@example.org>\"\n"
    "  # reply_to: you@example.org\n"
    "  via: \"folder:tidings-mail\"\n"
    "  # via: \"smtp://localhost:25\"\n"
    "\n"
    "discord:\n"
    "  community:\n"
    "    via: \"folder:tidings-discord\"\n"
    "    # via: {env: TIDINGS_DISCORD_COMMUNITY}    # the webhook's address is a secret: see "
    "tidings.yaml(5)\n"
    "\n"
    "jobs:\n"
    "  weekly: {kind: digest, every: week, at: \"Mon 08:00\", to: "
    "[\"list:community@lists.example.org\", "
    "\"discord:community\"]}\n"
    "  # as soon as somebody above has an address:\n"
    "  # reminders: {kind: reminder, every: week, at: \"Tue 08:00\", to: [owners]}\n"
    "  news: {kind: post, to: [\"discord:community\"]}\n";

char *
starter_yaml(const Starter *starter)
{
	GString *out = g_string_new(NULL);

	comment(out, "",
	        "Written by `tidings init` from %u meeting%s with %u action%s.  Read it once, put "
	        "in the addresses,",
	        starter->survey->stats->meetings, plural(starter->survey->stats->meetings),
	        starter->survey->stats->actions, plural(starter->survey->stats->actions));
	comment(out, "", "then `tidings check`.  tidings.yaml(5) explains every setting.");
	g_string_append_c(out, '\n');
	write_notes(out, starter);
	write_people(out, starter->guess);
	write_groups(out, starter->guess);
	write_tracks(out, starter->guess);
	g_string_append(out, sending);
	return g_string_free(out, FALSE);
}
