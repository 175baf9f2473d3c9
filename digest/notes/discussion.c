/* discussion.c - tracks and what was said in them. */
#include "discussion.h"

#include "action_keyword.h"
#include "base/scan.h"
#include "base/text.h"
#include "headings.h"
#include "inline_metadata.h"
#include "item.h"
#include "model/name.h"
#include "next_meeting.h"
#include "token.h"

#include <string.h>

struct DiscussionParser {
	const Source *source;
	const GArray *blocks;
	const OwnerNames *names;
	Meeting *meeting;
	ItemMaker maker;   /* for marked actions */
	Topic *topic;      /* NULL above the first heading */
	guint level, line; /* of the heading above everything: what an unnamed topic is given */
	gboolean open;     /* an entry is being made */
	gboolean takes_list;
	gboolean next_meeting; /* below a heading of the next meeting, whose day is not yet told */
	char *speaker;
	GString *text;
	GString *line_text; /* the line being read */
	guint entry_line;
	gsize entries; /* of all tracks */
};

DiscussionParser *
discussion_parser_new(const Source *source, const GArray *blocks, const OwnerNames *names,
                      GTimeZone *zone, Meeting *meeting)
{
	DiscussionParser *discussion = g_new0(DiscussionParser, 1);

	discussion->source = source;
	discussion->blocks = blocks;
	discussion->names = names;
	discussion->meeting = meeting;
	discussion->level = discussion->line = 1;
	discussion->text = g_string_new(NULL);
	discussion->line_text = g_string_new(NULL);
	item_maker_init(&discussion->maker, source, meeting, names, zone);
	return discussion;
}

void
discussion_parser_free(DiscussionParser *discussion)
{
	if (discussion == NULL)
		return;
	item_maker_clear(&discussion->maker);
	g_string_free(discussion->text, TRUE);
	g_string_free(discussion->line_text, TRUE);
	g_free(discussion->speaker);
	g_free(discussion);
}

static void
start_track(DiscussionParser *discussion, const char *name, guint level, guint line)
{
	if (!item_has_room(discussion->meeting, discussion->meeting->topics->len, line))
		return;
	discussion->topic = topic_new();
	discussion->topic->name = g_strdup(name);
	discussion->topic->level = level;
	discussion->topic->line = line;
	g_ptr_array_add(discussion->meeting->topics, discussion->topic);
}

static void
find_next_meeting(DiscussionParser *discussion)
{
	const char *text = discussion->text->str;
	GTimeZone *zone = discussion->maker.zone;

	if (!item_has_room(discussion->meeting, discussion->meeting->decisions->len,
	                   discussion->entry_line))
		return;
	if (!discussion->next_meeting)
		next_meeting_find(text, discussion->entry_line, zone, discussion->meeting);
	else if (next_meeting_find_below(text, discussion->entry_line, zone, discussion->meeting))
		discussion->next_meeting = FALSE;
}

void
discussion_parser_finish(DiscussionParser *discussion)
{
	item_finish(&discussion->maker);
	if (!discussion->open)
		return;
	discussion->open = FALSE;
	if (discussion->text->len == 0 ||
	    !item_has_room(discussion->meeting, discussion->entries, discussion->entry_line)) {
		g_clear_pointer(&discussion->speaker, g_free);
		return;
	}
	find_next_meeting(discussion);
	if (discussion->topic == NULL) {
		const GPtrArray *teams = discussion->meeting->teams;
		start_track(discussion, teams->len > 0 ? g_ptr_array_index(teams, 0) : "",
		            discussion->level, discussion->line);
	}
	if (discussion->topic == NULL)
		return; /* there was no room for it */
	discussion->entries++;
	Entry *entry = entry_new();
	entry->speaker = g_steal_pointer(&discussion->speaker);
	entry->text = g_strndup(discussion->text->str, discussion->text->len);
	entry->line = discussion->entry_line;
	g_ptr_array_add(discussion->topic->entries, entry);
}

/* Several speakers of one statement are written with a slash. */
static char *
speaker_of(const OwnerPrefix *prefix, guint line, Meeting *meeting)
{
	if (prefix->owner_count == 1) {
		char *speaker = g_strndup(prefix->owners[0].start, prefix->owners[0].length);
		name_truncate(meeting, &speaker, "the speaker", line, 1);
		return speaker;
	}

	g_autoptr(GPtrArray) owners = owner_prefix_owners(prefix);
	names_truncate(meeting, owners, 0, "the speaker", line, 1);
	g_ptr_array_add(owners, NULL);
	return g_strjoinv("/", (char **)owners->pdata);
}

static void
begin_entry(DiscussionParser *discussion, char *speaker, const char *text, guint line)
{
	discussion_parser_finish(discussion);
	discussion->open = TRUE;
	discussion->speaker = speaker;
	discussion->entry_line = line;
	g_string_assign(discussion->text, text);
}

static void
append(DiscussionParser *discussion, const char *text)
{
	if (*text == '\0')
		return;
	if (discussion->text->len > 0)
		g_string_append_c(discussion->text, '\n');
	g_string_append(discussion->text, text);
}

/* Of artificial intelligence there is much talk: `AI:` marks nothing unless somebody is named. */
static void
read_marked(const DiscussionParser *discussion, const char *text, OwnerPrefix *prefix)
{
	owner_prefix_read(discussion->names, text, prefix);
	if (prefix->marker && prefix->kind == PREFIX_TODO &&
	    g_str_has_prefix(scan_skip_emphasis(text), "AI"))
		prefix->kind = PREFIX_NONE;
}

/* Takes an action that is marked in a line of the discussions. */
static void
take_marked(DiscussionParser *discussion, const char *text, guint line)
{
	ItemStatus marks = { 0 };

	if (!action_keyword_may_occur(text))
		return;
	const char *item = item_status_skip(text, &marks);
	gboolean bracketed = FALSE; /* `(ACTION: RD to do x)` */
	OwnerPrefix prefix;
	read_marked(discussion, item, &prefix);
	if (!(prefix.marker && prefix.kind != PREFIX_NONE) && !marks.box) {
		const char *marker = action_keyword_find(text);
		if (marker == NULL)
			return;
		read_marked(discussion, marker, &prefix);
		bracketed = marker > text && marker[-1] == '(';
	}
	if (prefix.kind == PREFIX_NONE && !marks.box)
		return;
	discussion->maker.heading = discussion->topic != NULL ? discussion->topic->name : NULL;
	item_begin(&discussion->maker, owner_prefix_owners(&prefix),
	           prefix.kind != PREFIX_NONE ? prefix.text : item, line,
	           source_column(discussion->source, line));
	GString *taken = discussion->maker.text;
	if (bracketed && g_str_has_suffix(taken->str, ")"))
		g_string_truncate(taken, taken->len - 1);
	discussion->maker.marks.done |= marks.done;
	discussion->maker.marks.struck |= marks.struck;
	item_finish(&discussion->maker);
}

/* `Lyon: in June` has nobody speak where the participants are known and no Lyon is among them. */
static gboolean
is_speaker(const OwnerNames *names, const OwnerPrefix *prefix)
{
	if (prefix->kind != PREFIX_OWNER || prefix->marker || prefix->owner_count == 0)
		return FALSE;
	if (prefix->certain || g_hash_table_size(names->people) == 0)
		return TRUE;
	for (guint i = 0; i < prefix->owner_count; i++) {
		const OwnerSpan *owner = &prefix->owners[i];
		const char *blank = memchr(owner->start, ' ', owner->length);
		g_autofree char *word = g_strndup(
		    owner->start, blank != NULL ? (gsize)(blank - owner->start) : owner->length);
		g_autofree char *folded = text_fold(word);
		if (!g_hash_table_contains(names->people, folded))
			return FALSE;
	}
	return TRUE;
}

static void
read_line(DiscussionParser *discussion, const char *line, guint number, gboolean first)
{
	OwnerPrefix prefix;

	owner_prefix_read(discussion->names, line, &prefix);
	if (is_speaker(discussion->names, &prefix)) {
		begin_entry(discussion, speaker_of(&prefix, number, discussion->meeting),
		            prefix.text, number);
		take_marked(discussion, prefix.text, number);
	} else {
		if (first)
			begin_entry(discussion, NULL, line, number);
		else
			append(discussion, line);
		take_marked(discussion, line, number);
	}
}

static void
read_lines(DiscussionParser *discussion, guint first, guint last, gsize offset)
{
	for (guint number = first; number <= last; number++) {
		const char *line =
		    source_line_into(discussion->source, number, number == first ? offset : 0,
		                     discussion->line_text);
		read_line(discussion, line, number, number == first);
	}
}

static void
put_below(DiscussionParser *discussion, guint first, guint last, guint indent)
{
	g_autofree char *text = source_lines(discussion->source, first, last, indent);

	if (!discussion->open)
		begin_entry(discussion, NULL, "", first);
	append(discussion, text);
}

static gboolean
item_has_mark(const DiscussionParser *discussion, const Block *item)
{
	if (item->text_last == 0)
		return FALSE;
	ItemStatus marks = { 0 };
	const char *line =
	    source_line_into(discussion->source, item->first, item->offset, discussion->line_text);
	item_status_skip(line, &marks);
	if (marks.box || action_keyword_find(line) != NULL)
		return TRUE;
	OwnerPrefix prefix;
	return owner_prefix_read(discussion->names, line, &prefix) && prefix.kind == PREFIX_OWNER;
}

/* Marks in the lines below an item's text. */
static void
take_marked_below(DiscussionParser *discussion, const Block *item)
{
	for (guint number = item->text_last + 1; number <= item->last; number++) {
		const char *line =
		    source_line_into(discussion->source, number, 0, discussion->line_text);
		if (strchr("-*+", *line) != NULL && *line != '\0' && line[1] == ' ')
			line = scan_skip_blanks(line + 1);
		take_marked(discussion, line, number);
	}
}

/* Near the top, a paragraph or an item that begins with `Date:` or `Present:` is no talk. */
static gboolean
is_preamble(const DiscussionParser *discussion, guint index, const Block *block)
{
	enum {
		NEAR = 12
	};
	if (index >= NEAR || discussion->next_meeting)
		return FALSE;
	g_autofree char *line = source_line(discussion->source, block->first);
	return inline_metadata_is_label(line);
}

/* A list right below a statement belongs to it, unless its items have speakers or marks of their
 * own. */
static guint
read_list(DiscussionParser *discussion, guint index)
{
	const Block *list = &g_array_index(discussion->blocks, Block, index);
	const Block *item = list + 1;
	const Block *end = &g_array_index(discussion->blocks, Block, 0) + discussion->blocks->len;
	gboolean below = discussion->open && discussion->takes_list;

	for (const Block *one = item; below && one < end && one->kind == BLOCK_ITEM; one++)
		below = !item_has_mark(discussion, one);
	if (below)
		put_below(discussion, list->first, list->last, 0);
	for (; item < end && item->kind == BLOCK_ITEM; item++, index++) {
		if (below || item->level != 1 || is_preamble(discussion, index, item))
			continue;
		if (item->text_last == 0) {
			discussion_parser_finish(discussion);
			put_below(discussion, item->first, item->last, 0);
			continue;
		}
		read_lines(discussion, item->first, item->text_last, item->offset);
		if (item->last > item->text_last) {
			put_below(discussion, item->text_last + 1, item->last, item->indent);
			take_marked_below(discussion, item);
		}
	}
	discussion->takes_list = below;
	return index + 1;
}

/* A heading: of a track, of the discussions, or of what is none of them (its blocks are passed
 * over). */
static guint
read_heading(DiscussionParser *discussion, guint index)
{
	const Block *heading = &g_array_index(discussion->blocks, Block, index);

	discussion_parser_finish(discussion);
	discussion->takes_list = FALSE;
	discussion->next_meeting =
	    heading_is_next_meeting(heading->text) &&
	    !next_meeting_find_below(heading->text, heading->first, discussion->maker.zone,
	                             discussion->meeting);
	index++;
	gboolean agenda = heading_is_agenda(heading->text);
	if (agenda || heading_is_attendance(heading->text)) {
		/* headings below an agenda have what was said of its points */
		while (index < discussion->blocks->len) {
			const Block *block = &g_array_index(discussion->blocks, Block, index);
			if (block->kind == BLOCK_HEADING &&
			    (agenda || block->level <= heading->level))
				break;
			index++;
		}
	} else if (heading_is_discussions(heading->text) ||
	           (heading->level == 1 &&
	            g_strcmp0(heading->text, discussion->meeting->title) == 0)) {
		discussion->topic = NULL;
		discussion->level = heading->level;
		discussion->line = heading->first;
	} else
		start_track(discussion, heading->text, heading->level, heading->first);
	return index;
}

guint
discussion_parser_take(DiscussionParser *discussion, guint index)
{
	const Block *block = &g_array_index(discussion->blocks, Block, index);

	switch (block->kind) {
	case BLOCK_HEADING:
		return read_heading(discussion, index);
	case BLOCK_LIST:
		return read_list(discussion, index);
	case BLOCK_PARAGRAPH:
		if (is_preamble(discussion, index, block))
			return inline_metadata_list_end(discussion->source, discussion->blocks,
			                                index);
		read_lines(discussion, block->first, block->last, 0);
		discussion->takes_list = TRUE;
		break;
	case BLOCK_CODE:
	case BLOCK_QUOTE:
	case BLOCK_TABLE:
		put_below(discussion, block->first, block->last, 0);
		break;
	default:
		break;
	}
	return index + 1;
}
