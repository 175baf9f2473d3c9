/* discord.c - Markdown of the notes as Discord's Markdown. */
#include "base/text.h"
#include "markdown/markdown.h"
#include "tree.h"
#include "url.h"

#include <string.h>

enum {
	EMOJI_MAX = 40,    /* bytes between the colons */
	LIST_DEPTH_MAX = 5 /* deeper items are not indented further */
};

/* The length of an emoji code such as `:white_check_mark:` at `text`, or 0. */
static gsize
emoji_length(const char *text, gsize length)
{
	gsize i = 1;

	if (length < 3 || text[0] != ':' || text[1] == '_')
		return 0;
	while (i < length && i <= EMOJI_MAX &&
	       (g_ascii_isalnum(text[i]) || strchr("_+-", text[i]) != NULL))
		i++;
	return i > 1 && i < length && text[i] == ':' && text[i - 1] != '_' ? i + 1 : 0;
}

/* The length of a URL or an emoji code at `p`, which stay as they are, or 0. */
static gsize
verbatim_length(const char *text, const char *p, gsize left)
{
	gboolean after_word = p > text && g_ascii_isalnum(p[-1]);

	if ((*p == 'h' || *p == 'H') && !after_word)
		return url_bare_length(p, left);
	return *p == ':' ? emoji_length(p, left) : 0;
}

/* The length of `12.` or `12)` at the start of a line, which would begin a list, or 0. */
static gsize
number_length(const char *p, gsize left)
{
	gsize i = 0;

	while (i < left && i < 10 && g_ascii_isdigit(p[i]))
		i++;
	return i > 0 && i < left && (p[i] == '.' || p[i] == ')') ? i + 1 : 0;
}

static void
append_line_start(GString *out, const char **p, const char *end)
{
	gsize number = number_length(*p, (gsize)(end - *p));

	if (number > 0) {
		g_string_append_len(out, *p, (gssize)number - 1);
		g_string_append_c(out, '\\');
		*p += number - 1;
	} else if (strchr("#-+>", **p) != NULL) {
		g_string_append_c(out, '\\');
	} else {
		return;
	}
	g_string_append_c(out, *(*p)++);
}

static void
append_character(GString *out, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	if (c == '\t')
		c = ' ';
	if (c < 0x80 && strchr("\\*_~`|[]<@", (int)c) != NULL)
		g_string_append_c(out, '\\');
	g_string_append_unichar(out, c);
}

void
discord_escape(GString *out, const char *text, gsize length, gboolean line_start)
{
	const char *p = text, *end = text + length;

	while (p < end) {
		if (markdown_is_control(g_utf8_get_char(p))) {
			p = g_utf8_next_char(p);
			continue;
		}
		if (line_start && *p != ' ' && *p != '\t' && *p != '\n') {
			append_line_start(out, &p, end);
			line_start = FALSE;
			continue;
		}
		gsize verbatim = verbatim_length(text, p, (gsize)(end - p));
		if (verbatim > 0) {
			g_string_append_len(out, p, (gssize)verbatim);
			p += verbatim;
			continue;
		}
		line_start = line_start || *p == '\n';
		append_character(out, p);
		p = g_utf8_next_char(p);
	}
}

typedef struct {
	GString *out;
	const MarkdownTree *tree;
	gboolean line_start; /* the line is still empty, without even its prefix */
	gboolean text_start; /* here `- ` or `# ` would be block markup */
	guint lists;
	guint quotes;
	guint emphasis, strong,
	    struck;       /* depths; only the outermost is marked, which nested marks would end */
	cmark_node *link; /* the link or image that is open, or NULL */
	GString *label;   /* its plain text, or NULL */
	cmark_node *skipping; /* a node whose content is already shown, or NULL */
} Discord;

static void
put_prefix(Discord *discord, guint lists)
{
	if (!discord->line_start)
		return;
	discord->line_start = FALSE;
	if (discord->quotes > 0)
		g_string_append(discord->out, "> ");
	for (guint i = 0; i < MIN(lists, LIST_DEPTH_MAX); i++)
		g_string_append(discord->out, "  ");
}

static void
put(Discord *discord, const char *text)
{
	put_prefix(discord, discord->lists);
	g_string_append(discord->out, text);
}

static void
put_newline(Discord *discord)
{
	g_string_append_c(discord->out, '\n');
	discord->line_start = TRUE;
	discord->text_start = TRUE;
}

/* Begins a block on a line of its own, after an empty line if it is a child of the document. */
static void
begin_block(Discord *discord, cmark_node *node)
{
	cmark_node_type parent = cmark_node_get_type(cmark_node_parent(node));

	if (discord->out->len > 0 && !discord->line_start &&
	    !(parent == CMARK_NODE_ITEM && discord->text_start))
		put_newline(discord);
	if (parent == CMARK_NODE_DOCUMENT && cmark_node_previous(node) != NULL &&
	    discord->out->len > 0)
		put_newline(discord);
	discord->text_start = TRUE;
}

static char *
without_controls(const char *text)
{
	GString *out = g_string_new(NULL);

	markdown_append_visible(out, text);
	return g_string_free(out, FALSE);
}

/* Discord links no URL without a scheme, so it gets one. */
static void
put_escaped(Discord *discord, const char *line)
{
	const char *end = line + strlen(line), *text = line, *url = line;
	gsize length = 0;

	for (; (url = url_find(url, (gsize)(end - url), &length)) != NULL; url += length) {
		if (!url_is_www(url))
			continue;
		discord_escape(discord->out, text, (gsize)(url - text), discord->text_start);
		g_string_append_printf(discord->out, "http://%.*s", (int)length, url);
		text = url + length;
		discord->text_start = FALSE;
	}
	discord_escape(discord->out, text, (gsize)(end - text), discord->text_start);
	discord->text_start = FALSE;
}

static void
put_text(Discord *discord, const char *literal)
{
	g_autofree char *line = g_strdelimit(g_strdup(literal), "\n", ' ');
	if (discord->label != NULL) {
		g_string_append(discord->label, line);
		return;
	}
	if (*line == '\0')
		return;
	put_prefix(discord, discord->lists);
	put_escaped(discord, line);
}

static gsize
longest_run(const char *text, char c)
{
	gsize longest = 0, run = 0;

	for (; *text != '\0'; text++) {
		run = *text == c ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	return longest;
}

static void
put_code(Discord *discord, const char *literal)
{
	g_autofree char *code = g_strdelimit(without_controls(literal), "\n", ' ');
	g_autofree char *fence = g_strnfill(longest_run(code, '`') + 1, '`');
	const char *pad = g_str_has_prefix(code, "`") || g_str_has_suffix(code, "`") ? " " : "";

	if (discord->label != NULL) {
		g_string_append(discord->label, code);
		return;
	}
	put(discord, fence);
	put(discord, pad);
	put(discord, code);
	put(discord, pad);
	put(discord, fence);
	discord->text_start = FALSE;
}

/* A zero-width space breaks a fence inside the code, which would end it. */
static void
put_code_block(Discord *discord, cmark_node *node, const char *info, const char *literal)
{
	g_autofree char *clean = g_strchomp(without_controls(literal));
	g_auto(GStrv) runs = g_strsplit(clean, "```", -1);
	g_autofree char *safe = g_strjoinv("``\xe2\x80\x8b`", runs);
	g_auto(GStrv) lines = g_strsplit(safe, "\n", -1);
	gsize language =
	    info != NULL ? strspn(info, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+#-") : 0;

	begin_block(discord, node);
	put(discord, "```");
	g_string_append_len(discord->out, info, (gssize)language);
	for (guint i = 0; lines[i] != NULL; i++) {
		put_newline(discord);
		put(discord, lines[i]);
	}
	put_newline(discord);
	put(discord, "```");
	discord->text_start = FALSE;
}

static void
put_raw(Discord *discord, const char *raw)
{
	g_auto(GStrv) lines = g_strsplit(raw, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		if (i > 0 && discord->label == NULL)
			put_newline(discord);
		put_text(discord, lines[i]);
	}
}

static void
put_raw_html(Discord *discord, cmark_node *node)
{
	gboolean block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
	g_autofree char *raw = markdown_raw_text(cmark_node_get_literal(node));
	if (block && *g_strstrip(raw) == '\0')
		return;
	if (block)
		begin_block(discord, node);
	put_raw(discord, raw);
}

/* Puts a marker of inline markup, of nested markup of one kind only the outermost. */
static void
mark(Discord *discord, guint *depth, const char *marker, gboolean enter)
{
	*depth -= enter ? 0 : 1;
	if (*depth == 0 && discord->label == NULL) {
		put(discord, marker);
		discord->text_start = FALSE;
	}
	*depth += enter ? 1 : 0;
}

/* Discord shows [https://a.example](https://b.example) literally, so of such a link only the URL is
 * put. */
static void
put_link(Discord *discord, const char *url, const char *label)
{
	GString *encoded = g_string_new(NULL);
	g_autofree char *plain = g_strstrip(without_controls(label));
	GString *bare = g_string_new(NULL);

	for (const char *p = plain; *p != '\0'; p++) {
		if (strchr("[]\\", *p) == NULL)
			g_string_append_c(bare, *p);
	}
	gboolean is_url = bare->len == 0 || strstr(bare->str, "://") != NULL;
	url_append(encoded, url, !is_url);
	if (is_url)
		put(discord, encoded->str);
	else {
		put_prefix(discord, discord->lists);
		g_string_append_printf(discord->out, "[%s](%s)", bare->str, encoded->str);
	}
	discord->text_start = FALSE;
	g_string_free(encoded, TRUE);
	g_string_free(bare, TRUE);
}

/* Discord links http and https only: other links, and those inside a link, become their text. */
static void
link_or_image(Discord *discord, cmark_node *node, gboolean enter)
{
	const char *url = cmark_node_get_url(node);

	if (enter && discord->link == NULL && text_web_scheme(url) > 0) {
		discord->link = node;
		discord->label = g_string_new(NULL);
	} else if (!enter && discord->link == node) {
		g_autofree char *label = g_string_free(g_steal_pointer(&discord->label), FALSE);
		discord->link = NULL;
		put_link(discord, url, label);
	}
}

static void
item(Discord *discord, cmark_node *node, gboolean enter)
{
	cmark_node *list = cmark_node_parent(node);
	if (!enter) {
		discord->text_start = FALSE;
		return;
	}

	if (discord->out->len > 0 && !discord->line_start)
		put_newline(discord);
	put_prefix(discord, discord->lists - 1);
	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
		int number = GPOINTER_TO_INT(cmark_node_get_user_data(list));
		g_string_append_printf(discord->out, "%d. ", number);
		cmark_node_set_user_data(list,
		                         GINT_TO_POINTER(number < G_MAXINT ? number + 1 : number));
	} else {
		g_string_append(discord->out, "- ");
	}
	discord->text_start = TRUE;
}

static void
list(Discord *discord, cmark_node *node, gboolean enter)
{
	if (!enter) {
		discord->lists--;
		return;
	}
	begin_block(discord, node);
	discord->lists++;
	cmark_node_set_user_data(node, GINT_TO_POINTER(cmark_node_get_list_start(node)));
}

static void
paragraph(Discord *discord, cmark_node *node, gboolean enter)
{
	g_autofree char *table = enter ? markdown_tree_table(discord->tree, node) : NULL;

	if (table != NULL) {
		put_code_block(discord, node, NULL, table);
		discord->skipping = node;
	} else if (enter) {
		begin_block(discord, node);
	}
}

static void
line_break(Discord *discord, gboolean hard)
{
	if (discord->label != NULL)
		g_string_append_c(discord->label, ' ');
	else if (hard)
		put_newline(discord);
	else
		put(discord, " ");
}

static void
visit_inline(Discord *discord, cmark_node *node, gboolean enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		put_text(discord, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_CODE:
		put_code(discord, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_INLINE:
		put_raw_html(discord, node);
		return;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		line_break(discord, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
		return;
	case CMARK_NODE_EMPH:
		mark(discord, &discord->emphasis, "*", enter);
		return;
	case CMARK_NODE_STRONG:
		mark(discord, &discord->strong, "**", enter);
		return;
	case CMARK_NODE_CUSTOM_INLINE:
		mark(discord, &discord->struck, "~~", enter);
		return;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		link_or_image(discord, node, enter);
		return;
	default:
		return;
	}
}

static void
visit(Discord *discord, cmark_node *node, gboolean enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		paragraph(discord, node, enter);
		return;
	case CMARK_NODE_HEADING:
		if (enter)
			begin_block(discord, node);
		if (cmark_node_first_child(node) != NULL)
			mark(discord, &discord->strong, "**", enter);
		return;
	case CMARK_NODE_BLOCK_QUOTE:
		if (enter)
			begin_block(discord, node);
		discord->quotes += enter ? 1 : 0;
		discord->quotes -= enter ? 0 : 1;
		return;
	case CMARK_NODE_LIST:
		list(discord, node, enter);
		return;
	case CMARK_NODE_ITEM:
		item(discord, node, enter);
		return;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(discord, node, cmark_node_get_fence_info(node),
		               cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_BLOCK:
		put_raw_html(discord, node);
		return;
	default:
		visit_inline(discord, node, enter);
		return;
	}
}

char *
markdown_to_discord(const char *markdown)
{
	g_autoptr(MarkdownTree) tree = markdown_tree_blocks(markdown);
	Discord discord = {
		.out = g_string_new(NULL), .tree = tree, .line_start = TRUE, .text_start = TRUE
	};
	cmark_iter *iter = cmark_iter_new(tree->root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		visit(&discord, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
		if (discord.skipping != NULL)
			cmark_iter_reset(iter, g_steal_pointer(&discord.skipping),
			                 CMARK_EVENT_EXIT);
	}
	cmark_iter_free(iter);
	return g_strchomp(g_string_free(discord.out, FALSE));
}
