/*
 * discussion.c - topics and what was said about them.
 *
 *	### Gate                            a topic
 *
 *	RD: The hinge is loose.             a statement with its speaker
 *	It squeaks.                         the same statement goes on
 *	- since Monday                      and so does it in a list right below
 *
 *	We oil it. ACTION: FH to buy oil    a statement of nobody, and an action
 */
#include "discussion.h"

#include "action_label.h"
#include "actions.h"
#include "base/scan.h"
#include "base/text.h"
#include "headings.h"
#include "inline_metadata.h"
#include "item.h"
#include "model/name.h"
#include "next_meeting.h"
#include "owners.h"
#include "table.h"

#include <string.h>

enum {
	TABLE_PARTS_MAX = 100 /* parts of a cell that are read */
};

struct DiscussionParser {
	const Source *source;
	const GArray *blocks;
	const OwnerNames *names;
	Meeting *meeting;
	ItemMaker maker;       /* of marked actions */
	Topic *topic;          /* NULL above the first heading */
	guint level, line;     /* of the discussions' heading, for statements above all topics */
	gboolean open;         /* a statement is under construction */
	gboolean may_own_list; /* a list right below belongs to it */
	gboolean
	    next_meeting; /* below a heading of the next meeting, and its day is not found yet */
	guint review; /* level of the heading of earlier actions, which begin nothing, above; 0 for
	                 none */
	GPtrArray *of_heading; /* people that the heading names, or NULL */
	char *speaker;
	GString *text;
	GString *line_text; /* the line being read */
	guint entry_line;
	gsize entries; /* of all topics */
};

DiscussionParser *
discussion_parser_new(const Source *source, const GArray *blocks, const OwnerNames *names,
                      const NotesContext *context, Meeting *meeting)
{
	DiscussionParser *discussion = g_new0(DiscussionParser, 1);

	discussion->source = source;
	discussion->blocks = blocks;
	discussion->names = names;
	discussion->meeting = meeting;
	discussion->level = discussion->line = 1;
	discussion->text = g_string_new(NULL);
	discussion->line_text = g_string_new(NULL);
	item_maker_init(&discussion->maker, source, meeting, names, context);
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
	g_clear_pointer(&discussion->of_heading, g_ptr_array_unref);
	g_free(discussion);
}

static void
start_topic(DiscussionParser *discussion, const char *name, guint level, guint line)
{
	if (!item_has_room(discussion->meeting, discussion->meeting->topics->len, line))
		return;
	discussion->topic = topic_new();
	discussion->topic->name = g_strdup(name);
	discussion->topic->level = level;
	discussion->topic->line = line;
	g_ptr_array_add(discussion->meeting->topics, discussion->topic);
}

/* Statements announce the next meeting, too; below its own heading any day to come does. */
static void
find_next_meeting(DiscussionParser *discussion)
{
	const char *text = discussion->text->str;
	const NotesContext *context = discussion->maker.context;

	if (!item_has_room(discussion->meeting, discussion->meeting->decisions->len,
	                   discussion->entry_line))
		return;
	if (!discussion->next_meeting)
		next_meeting_find(text, discussion->entry_line, context, discussion->meeting);
	else if (next_meeting_find_below(text, discussion->entry_line, context,
	                                 discussion->meeting))
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
		start_topic(discussion, teams->len > 0 ? g_ptr_array_index(teams, 0) : "",
		            discussion->level, discussion->line);
	}
	if (discussion->topic == NULL)
		return; /* there are too many topics */
	discussion->entries++;
	Entry *entry = entry_new();
	entry->speaker = g_steal_pointer(&discussion->speaker);
	entry->text = g_strndup(discussion->text->str, discussion->text->len);
	entry->line = discussion->entry_line;
	g_ptr_array_add(discussion->topic->entries, entry);
}

/* Who speaks; several people share a statement as `RD/FH`. */
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

/* Appends a line to the statement. */
static void
append(DiscussionParser *discussion, const char *text)
{
	if (*text == '\0')
		return;
	if (discussion->text->len > 0)
		g_string_append_c(discussion->text, '\n');
	g_string_append(discussion->text, text);
}

/*
 * Whether a prefix is somebody who speaks: `RD: The hinge is loose`.  Where the file lists its
 * participants, a word that only looks like a name must be one of them: `Lyon: in June` is about a
 * place, not said by it.
 */
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

/* `Nora: I'll take that action`, `Ben: I'll take an action to read it`: the speaker's, whom the
 * line itself names where lists tell what was said. */
static gboolean
read_taken_action(DiscussionParser *discussion, const char *text, guint line)
{
	OwnerPrefix prefix;
	GPtrArray *owners;
	if (!vocabulary_is_in(discussion->names->languages, WORDS_TAKES_ACTION, text))
		return FALSE;

	if (owner_prefix_read(discussion->names, text, &prefix) &&
	    is_speaker(discussion->names, &prefix)) {
		owners = owner_prefix_owners(&prefix);
		text = prefix.text;
	} else if (discussion->speaker != NULL && discussion->open) {
		owners = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(owners, g_strdup(discussion->speaker));
	} else
		return FALSE;
	discussion->maker.heading = discussion->topic != NULL ? discussion->topic->name : NULL;
	item_begin(&discussion->maker, owners, text, line, source_column(discussion->source, line));
	return TRUE;
}

/* The owners of a marked action that names none: below `## Nora` they are Nora. */
static GPtrArray *
owners_of(const DiscussionParser *discussion, const OwnerPrefix *prefix)
{
	GPtrArray *owners = owner_prefix_owners(prefix);

	for (guint i = 0;
	     owners->len == 0 && discussion->of_heading != NULL && i < discussion->of_heading->len;
	     i++)
		g_ptr_array_add(owners, g_strdup(g_ptr_array_index(discussion->of_heading, i)));
	return owners;
}

/* `(ACTION: RD to do x).`: cuts off the bracket that was opened before the marker. */
static void
cut_bracket(GString *text)
{
	gsize end = text->len;

	while (end > 0 && strchr(" .;", text->str[end - 1]) != NULL)
		end--;
	if (end > 0 && text->str[end - 1] == ')')
		g_string_truncate(text, end - 1);
}

/* `RD to do x [ACTION]`: the marker follows what it marks. */
static gboolean
read_action_before(DiscussionParser *discussion, const char *text, const char *at, guint line)
{
	g_autofree char *before = g_strndup(text, (gsize)(at - text));
	OwnerPrefix prefix = { .kind = PREFIX_NONE };

	g_strchomp(before);
	if (*before == '\0')
		return FALSE;
	owner_prefix_read_marked(discussion->names, before, &prefix);
	discussion->maker.heading = discussion->topic != NULL ? discussion->topic->name : NULL;
	item_begin(&discussion->maker, owners_of(discussion, &prefix),
	           prefix.kind != PREFIX_NONE ? prefix.text : before, line,
	           source_column(discussion->source, line));
	return TRUE;
}

/* `Nora: Action item: ask the shop`: returns the marker that a statement begins with, or NULL. */
static const char *
marker_of_statement(const DiscussionParser *discussion, const char *text, Marker *marker)
{
	const char *colon = strchr(text, ':');
	const char *said = colon != NULL ? scan_skip_emphasis(colon + 1) : NULL;
	OwnerPrefix prefix;

	if (said == NULL || said == colon + 1 ||
	    !marker_read(discussion->names->languages, said, MARKER_AT_START, marker))
		return NULL;
	return owner_prefix_read(discussion->names, text, &prefix) &&
	               is_speaker(discussion->names, &prefix)
	           ? said
	           : NULL;
}

/*
 * Reads an action that is marked in a line of talk, by a task box or a marker.  A ticked box is one
 * only with an owner: without, it is a list of what is so (`- [x] the lights work`).  FALSE if
 * there is none.
 */
static gboolean
read_action(DiscussionParser *discussion, const char *text, guint line)
{
	Languages languages = discussion->names->languages;
	ItemStatus status = { 0 };
	const char *item = item_status_skip(languages, text, &status);
	OwnerPrefix prefix = { .kind = PREFIX_NONE };
	Marker marker;

	const char *at = marker_find(languages, status.box ? item : text, &marker);
	if (at == NULL)
		at = marker_of_statement(discussion, text, &marker);
	if (at != NULL && strchr("[`#", *at) != NULL && *marker.text == '\0' &&
	    marker.owners == NULL)
		return read_action_before(discussion, text, at, line);
	if (at != NULL && !owner_prefix_read_marker(discussion->names, &marker, &prefix))
		at = NULL;
	if (at == NULL && (!status.box || (discussion->review != 0 && !status.done)))
		return read_taken_action(discussion, text, line);
	if (at == NULL)
		owner_prefix_read_marked(discussion->names, item, &prefix);
	discussion->maker.heading = discussion->topic != NULL ? discussion->topic->name : NULL;
	item_begin(&discussion->maker, owners_of(discussion, &prefix),
	           prefix.kind != PREFIX_NONE ? prefix.text : item, line,
	           source_column(discussion->source, line));
	if (at != NULL && at > text && at[-1] == '(')
		cut_bracket(discussion->maker.text);
	discussion->maker.status.done |= status.done;
	discussion->maker.status.struck |= status.struck;
	discussion->maker.needs_owner = at == NULL && status.done;
	return TRUE;
}

/* Reads the actions that are marked in lines of a list, a quote or an agenda. */
static void
read_actions(DiscussionParser *discussion, guint first, guint last)
{
	for (guint number = first; number <= last; number++) {
		const char *line =
		    source_line_into(discussion->source, number, 0, discussion->line_text);
		const char *text = line + strspn(line, "> \t");
		read_action(discussion, scan_skip_bullet(text), number);
	}
}

/* Reads the actions that are marked in the cells of a table: `| Roof | **ACTION**: Nora to call |`,
 * whose parts `<br>` separates. */
static void
read_actions_of_table(DiscussionParser *discussion, guint first, guint last)
{
	for (guint number = first; number <= last; number++) {
		g_auto(GStrv) cells = table_cells(discussion->source, number);
		for (char **cell = cells; *cell != NULL; cell++) {
			g_auto(GStrv) parts = g_strsplit(*cell, "<br>", TABLE_PARTS_MAX);
			for (char **part = parts; *part != NULL; part++)
				read_action(discussion, scan_skip_bullet(g_strstrip(*part)),
				            number);
		}
	}
}

/*
 * TRUE if a line goes on with the marked action of the line before it, which was wrapped:
 *
 *	ACTION: Nora to ask the landlord for a second key, and a
 *	third one for the cellar
 */
static gboolean
continues_action(const DiscussionParser *discussion, const char *line, guint number)
{
	enum {
		WRAPPED = 60 /* bytes of a line that was perhaps wrapped */
	};
	if (!discussion->maker.open || *line == '\0')
		return FALSE;
	gsize before = (gsize)(source_at(discussion->source, number) -
	                       source_at(discussion->source, number - 1));
	return before >= WRAPPED || g_unichar_islower(g_utf8_get_char(line));
}

/* Reads a line; without a speaker it goes on with the statement, unless it is the first of its
 * block. */
static void
read_line(DiscussionParser *discussion, const char *line, guint number, gboolean first)
{
	OwnerPrefix prefix;

	owner_prefix_read(discussion->names, line, &prefix);
	if (is_speaker(discussion->names, &prefix)) {
		begin_entry(discussion, speaker_of(&prefix, number, discussion->meeting),
		            prefix.text, number);
		read_action(discussion, prefix.text, number);
	} else {
		gboolean continues = !first && continues_action(discussion, line, number);
		if (first)
			begin_entry(discussion, NULL, line, number);
		else
			append(discussion, line);
		if (!read_action(discussion, line, number) && continues)
			item_continue(&discussion->maker, line);
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
append_below(DiscussionParser *discussion, guint first, guint last, guint indent)
{
	g_autofree char *text = source_lines(discussion->source, first, last, indent);

	if (!discussion->open)
		begin_entry(discussion, NULL, "", first);
	append(discussion, text);
}

/* TRUE if an item has a speaker, a task box or an action keyword of its own. */
static gboolean
item_has_mark(const DiscussionParser *discussion, const Block *item)
{
	if (item->text_last == 0)
		return FALSE;
	ItemStatus status = { 0 };
	const char *line =
	    source_line_into(discussion->source, item->first, item->offset, discussion->line_text);
	item_status_skip(discussion->names->languages, line, &status);
	Marker marker;
	if (status.box || marker_find(discussion->names->languages, line, &marker) != NULL)
		return TRUE;
	OwnerPrefix prefix;
	return owner_prefix_read(discussion->names, line, &prefix) && prefix.kind == PREFIX_OWNER;
}

/* Near the top, a paragraph or an item that begins with `Date:` or `Present:` is not talk. */
static gboolean
is_metadata(const DiscussionParser *discussion, guint index, const Block *block)
{
	enum {
		NEAR = 12
	};
	if (index >= NEAR || discussion->next_meeting)
		return FALSE;
	g_autofree char *line = source_line(discussion->source, block->first);
	return inline_metadata_is_label(discussion->names->languages, line);
}

/* TRUE if an item is nothing but a label, or a few lines that end with one. */
static gboolean
is_label_item(const DiscussionParser *discussion, const Block *item)
{
	enum {
		LINES_MAX = 4
	};
	if (item->text_last < item->first || item->text_last - item->first >= LINES_MAX)
		return FALSE;
	if (item->text_last > item->first) {
		g_autofree char *lines =
		    source_lines(discussion->source, item->first, item->text_last, item->indent);
		return heading_announces_actions(discussion->names->languages, lines);
	}
	const char *line =
	    source_line_into(discussion->source, item->first, item->offset, discussion->line_text);
	return heading_is_action_label(discussion->names->languages, line);
}

/*
 * Reads the items below item `index`, which is nothing but a label, as a section of actions:
 *
 *	- Gate
 *	    - Action items:
 *	        - Nora to oil it
 *
 * Returns the index after them; `index` itself if the item is not such a label.
 */
static guint
read_labelled_items(DiscussionParser *discussion, guint index)
{
	const GArray *blocks = discussion->blocks;
	const Block *item = &g_array_index(blocks, Block, index);
	if (index + 1 >= blocks->len || item[1].kind != BLOCK_ITEM ||
	    item[1].level <= item->level || !is_label_item(discussion, item))
		return index;

	g_autoptr(GArray) below = g_array_new(FALSE, FALSE, sizeof(Block));
	Block list = { .kind = BLOCK_LIST, .first = item[1].first, .last = item->last };
	g_array_append_val(below, list);
	guint end = index + 1;
	for (; end < blocks->len; end++) {
		Block one = g_array_index(blocks, Block, end);
		if (one.kind != BLOCK_ITEM || one.level <= item->level)
			break;
		one.level -= item->level;
		g_array_append_val(below, one);
	}
	item_finish(&discussion->maker);
	actions_read(discussion->source, below, 0, SECTION_ACTIONS, discussion->names,
	             discussion->maker.context, discussion->meeting);
	return end;
}

/* Reads the actions in what is below the item at `index`: those that are marked, and those below
 * labels. */
static void
read_actions_below(DiscussionParser *discussion, guint index)
{
	const GArray *blocks = discussion->blocks;
	const Block *item = &g_array_index(blocks, Block, index);
	guint line = item->text_last + 1;

	for (guint i = index; i < blocks->len;) {
		const Block *below = &g_array_index(blocks, Block, i);
		if (below->kind != BLOCK_ITEM || (i > index && below->level <= item->level))
			break;
		guint end = read_labelled_items(discussion, i);
		if (end > i) {
			read_actions(discussion, line, below->first - 1);
			line = g_array_index(blocks, Block, end - 1).last + 1;
		}
		i = MAX(end, i + 1);
	}
	read_actions(discussion, line, item->last);
}

/* Reads a list.  One right below a statement belongs to it, unless its items have speakers or marks
 * of their own. */
static guint
read_list(DiscussionParser *discussion, guint index)
{
	const Block *list = &g_array_index(discussion->blocks, Block, index);
	const Block *item = list + 1;
	const Block *end = &g_array_index(discussion->blocks, Block, 0) + discussion->blocks->len;
	gboolean below = discussion->open && discussion->may_own_list;

	for (const Block *one = item; below && one < end && one->kind == BLOCK_ITEM; one++)
		below = !item_has_mark(discussion, one);
	if (below)
		append_below(discussion, list->first, list->last, 0);
	for (; item < end && item->kind == BLOCK_ITEM; item++, index++) {
		if (below || item->level != 1 || is_metadata(discussion, index, item))
			continue;
		if (item->text_last == 0) {
			discussion_parser_finish(discussion);
			append_below(discussion, item->first, item->last, 0);
			continue;
		}
		read_lines(discussion, item->first, item->text_last, item->offset);
		if (item->last > item->text_last) {
			append_below(discussion, item->text_last + 1, item->last, item->indent);
			read_actions_below(discussion, index + 1);
		}
	}
	discussion->may_own_list = below;
	return index + 1;
}

static gboolean
begins_actions(const DiscussionParser *discussion, guint index)
{
	Languages languages = discussion->names->languages;
	const Source *source = discussion->source;

	return action_label_is_alone(languages, source, discussion->blocks, index) ||
	       action_label_has_list(languages, source, discussion->blocks, index) ||
	       action_label_begins(languages, source,
	                           &g_array_index(discussion->blocks, Block, index));
}

/*
 * Skips the blocks below a heading of an agenda, where only marked actions count, or of attendance.
 * What was said is below the headings that follow an agenda, whatever their level, and those that
 * follow a list of people; `### Absent` may be below attendance, too.  Returns the index after it.
 */
static guint
skip_section(DiscussionParser *discussion, guint index, guint level, gboolean agenda)
{
	gboolean listed = FALSE;

	for (; index < discussion->blocks->len; index++) {
		const Block *block = &g_array_index(discussion->blocks, Block, index);
		if (block->kind == BLOCK_HEADING && (agenda || listed || block->level <= level))
			break;
		if (agenda && begins_actions(discussion, index))
			break;
		listed |= block->kind == BLOCK_ITEM;
		if (agenda && block->kind == BLOCK_ITEM && block->level == 1 &&
		    block->text_last != 0) {
			read_actions(discussion, block->first, block->text_last);
			read_actions_below(discussion, index);
		} else if (agenda && block->kind != BLOCK_LIST && block->kind != BLOCK_CODE &&
		           (block->kind != BLOCK_ITEM || block->level == 1))
			read_actions(discussion, block->first, block->last);
	}
	return index;
}

/* Reads a heading: of a topic, of the discussions, or of an agenda or attendance, whose blocks are
 * skipped. */
static guint
read_heading(DiscussionParser *discussion, guint index)
{
	const Block *heading = &g_array_index(discussion->blocks, Block, index);
	Languages languages = discussion->names->languages;

	discussion_parser_finish(discussion);
	discussion->may_own_list = FALSE;
	if (heading->level <= discussion->review)
		discussion->review = 0;
	if (discussion->review == 0 && heading_is_review(languages, heading->text))
		discussion->review = heading->level;
	g_clear_pointer(&discussion->of_heading, g_ptr_array_unref);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	if (owner_heading_read(discussion->names, heading->text, owners))
		discussion->of_heading = g_steal_pointer(&owners);
	discussion->next_meeting =
	    heading_is_next_meeting(languages, heading->text) &&
	    !next_meeting_find_below(heading->text, heading->first, discussion->maker.context,
	                             discussion->meeting);
	index++;
	gboolean agenda = heading_is_agenda(languages, heading->text);
	if (agenda || heading_is_attendance(languages, heading->text)) {
		index = skip_section(discussion, index, heading->level, agenda);
	} else if (heading_is_discussions(languages, heading->text) ||
	           (heading->level == 1 &&
	            g_strcmp0(heading->text, discussion->meeting->title) == 0)) {
		discussion->topic = NULL;
		discussion->level = heading->level;
		discussion->line = heading->first;
	} else
		start_topic(discussion, heading->text, heading->level, heading->first);
	return index;
}

guint
discussion_parser_read(DiscussionParser *discussion, guint index)
{
	const Block *block = &g_array_index(discussion->blocks, Block, index);

	switch (block->kind) {
	case BLOCK_HEADING:
		return read_heading(discussion, index);
	case BLOCK_LIST:
		return read_list(discussion, index);
	case BLOCK_PARAGRAPH:
		if (is_metadata(discussion, index, block))
			return inline_metadata_list_end(discussion->names->languages,
			                                discussion->source, discussion->blocks,
			                                index);
		read_lines(discussion, block->first, block->last, 0);
		discussion->may_own_list = TRUE;
		break;
	case BLOCK_CODE:
		append_below(discussion, block->first, block->last, 0);
		break;
	case BLOCK_QUOTE:
		append_below(discussion, block->first, block->last, 0);
		read_actions(discussion, block->first, block->last);
		break;
	case BLOCK_TABLE:
		append_below(discussion, block->first, block->last, 0);
		read_actions_of_table(discussion, block->first, block->last);
		break;
	default:
		break;
	}
	return index + 1;
}
