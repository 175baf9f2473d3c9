/* footnote.c - link footnotes of a text: numbered in the order they are read. */
#include "base/text.h"
#include "render/wrap.h"

#include <string.h>

enum {
	MARK_DIGITS = 6
};

/* Length of a mark `[n]` at `text`, or 0; n is put into `*number`. */
static gsize
mark_length(const char *text, guint *number)
{
	if (text[0] != '[')
		return 0;
	gsize digits = strspn(text + 1, "0123456789");
	if (digits == 0 || digits > MARK_DIGITS || text[1 + digits] != ']') {
		*number = 0;
		return digits > 0 && text[1 + digits] == ']' ? digits + 2 : 0;
	}
	*number = (guint)g_ascii_strtoull(text + 1, NULL, 10);
	return digits + 2;
}

static void
append_defused(GString *out, const char *mark, gsize length)
{
	g_string_append_printf(out, "[ %.*s ]", (int)(length - 2), mark + 1);
}

char *
wrap_defuse(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0';) {
		guint number;
		gsize length = mark_length(p, &number);
		if (length > 0)
			append_defused(out, p, length);
		else
			g_string_append_c(out, *p);
		p += MAX(length, 1);
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const GPtrArray *urls;
	guint *numbers; /* by place in urls: its number, 0 while unused */
	GArray *order;  /* guint: places in urls by number */
} Notes;

static guint
number_of(Notes *notes, guint place)
{
	guint index = place - 1;

	if (notes->numbers[index] == 0) {
		g_array_append_val(notes->order, index);
		notes->numbers[index] = notes->order->len;
	}
	return notes->numbers[index];
}

/* A bare address right after a mark would read as the mark's definition. */
static gboolean
address_follows(const char *text)
{
	text += strspn(text, " \n<");
	return text_web_scheme(text) > 0 || g_str_has_prefix(text, "mailto:");
}

static char *
renumber(Notes *notes, const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0';) {
		guint place = 0;
		gsize length = mark_length(p, &place);
		if (length == 0)
			g_string_append_c(out, *p);
		else if (place == 0 || place > notes->urls->len)
			append_defused(out, p, length);
		else
			g_string_append_printf(out, "[%u]%s", number_of(notes, place),
			                       address_follows(p + length) ? ";" : "");
		p += MAX(length, 1);
	}
	return g_string_free(out, FALSE);
}

char *
wrap_footnotes(const char *text, const GPtrArray *urls)
{
	static const char place[] = "\n[links]\n";
	g_autofree guint *numbers = g_new0(guint, urls->len + 1);
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
	Notes notes = { urls, numbers, order };
	g_autofree char *numbered = renumber(&notes, text);
	const char *mark = strstr(numbered, place);
	GString *out = g_string_new_len(numbered, mark == NULL ? -1 : mark - numbered);

	g_string_append_c(out, '\n');
	for (guint i = 0; i < order->len; i++) {
		const char *url = g_ptr_array_index(urls, g_array_index(order, guint, i));
		g_string_append_printf(out, "[%u] %s\n", i + 1, url);
	}
	if (mark != NULL)
		g_string_append(out, mark + strlen(place) - 1);
	return g_string_free(out, FALSE);
}
