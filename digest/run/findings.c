/* findings.c - counts what lint would say of the notes that changes what is told. */
#include "run/findings.h"

#include "base/stop.h"
#include "model/lint_code.h"
#include "notes/lint.h"
#include "watch/watch.h"

enum {
	NAMED_MAX = 4 /* codes that the sentence names, the most frequent ones */
};

/* How often a code was found. */
typedef struct {
	const char *code;
	guint count;
} Found;

static gboolean
is_counted(const Config *config, const LintCode *code)
{
	return (code->flags & LINT_CHANGES) != 0 &&
	       !g_ptr_array_find_with_equal_func(config->lint_disable, code->code, g_str_equal,
	                                         NULL);
}

static void
count_code(const Config *config, const char *name, GArray *found)
{
	const LintCode *code = lint_code(name);
	if (code == NULL || !is_counted(config, code))
		return;

	for (guint i = 0; i < found->len; i++) {
		Found *one = &g_array_index(found, Found, i);
		if (one->code == code->code) {
			one->count++;
			return;
		}
	}
	Found one = { code->code, 1 };
	g_array_append_val(found, one);
}

static void
count_file(const Config *config, const Walk *walk, const char *path, GArray *found)
{
	struct stat st;
	g_autoptr(GBytes) source = watch_read(walk, &config->notes, path, &st, NULL);
	const NotesOptions options = { config->timezone, config->notes.action_headings,
		                       config->notes.languages };
	if (source == NULL) {
		count_code(config, "unreadable", found);
		return;
	}

	g_autoptr(Meeting) meeting = lint_read(path, source, &options, config->roster);
	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		count_code(config, warning->code, found);
	}
}

/* The most frequent first; the same number in the order of the words. */
static gint
compare_found(gconstpointer a, gconstpointer b)
{
	const Found *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return g_strcmp0(x->code, y->code);
}

static char *
sentence_of(const GArray *found)
{
	g_autoptr(GString) names = g_string_new(NULL);
	guint all = 0;

	for (guint i = 0; i < found->len; i++) {
		const Found *one = &g_array_index(found, Found, i);
		all += one->count;
		if (i < NAMED_MAX)
			g_string_append_printf(names, "%s%s %u", i > 0 ? ", " : "", one->code,
			                       one->count);
	}
	if (all == 0)
		return g_strdup("0 findings change what is told");
	return g_strdup_printf("%u finding%s what is told (%s%s): `tidings lint` shows %s", all,
	                       all == 1 ? " changes" : "s change", names->str,
	                       found->len > NAMED_MAX ? " ..." : "", all == 1 ? "it" : "them");
}

char *
findings_sentence(const Config *config, GError **error)
{
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Walk) walk = watch_walk(&config->notes, known, error);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
	if (walk == NULL)
		return NULL;

	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		if (stop_error(error))
			return NULL;
		count_file(config, walk, event->path, found);
	}
	g_array_sort(found, compare_found);
	return sentence_of(found);
}
