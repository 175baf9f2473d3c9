/* parts.c - the meetings that one file of notes has one below the other. */
#include "parts.h"

#include "base/scan.h"
#include "base/text_hash.h"
#include "dated_heading.h"
#include "path_day.h"

#include <string.h>

enum {
	LEVELS = OUTLINE_BOLD, /* of headings, from 1 */
	/* Of so many steps from one date to the next, one may be in the other direction: a wrong
	   year in one heading of fifty does not make one meeting of all. */
	STEPS_FOR_SLIP = 8,
	PARTS_CERTAIN = 8, /* with so many meetings nothing else is asked */
	PARTS_MAX = 4000   /* meetings; ten years of every day */
};

/* A heading that may begin a meeting. */
typedef struct {
	guint block;
	DatedHeading dated;
} Candidate;

static void
candidate_clear(gpointer data)
{
	dated_heading_clear(&((Candidate *)data)->dated);
}

static void
part_clear(gpointer data)
{
	Part *part = data;

	g_free(part->title);
	g_free(part->words);
	g_free(part->key);
}

/* A heading of the text, neither bold nor within a list or a quote, that has a number. */
static gboolean
may_be_dated(const Source *source, const Block *block)
{
	if (block->kind != BLOCK_HEADING || block->level >= LEVELS ||
	    strpbrk(block->text, "0123456789") == NULL)
		return FALSE;
	const char *line = source_at(source, block->first);

	return !g_ascii_isspace(*line) && *line != '>' && scan_skip_bullet(line) == line;
}

/* Returns the one year that a text names, 0 for none or several. */
static int
year_in(const char *text)
{
	int year = 0;

	for (const char *p = text; p != NULL && *p != '\0';) {
		gsize digits = strspn(p, "0123456789");
		int number = digits == 4 ? (int)g_ascii_strtoll(p, NULL, 10) : 0;
		if (number >= 1900 && number <= 2999) {
			if (year != 0 && year != number)
				return 0;
			year = number;
		}
		p += MAX(digits, 1);
	}
	return year;
}

/* `sync-2024.md`, `sync/2024/march.md` */
static int
year_of_path(const char *path)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	int year = 0;

	for (guint i = g_strv_length(names); i > 0 && year == 0; i--)
		year = year_in(names[i - 1]);
	return year;
}

/* Counts how many headings of each level may be dated.  Returns FALSE if no level has two. */
static gboolean
has_two(const Source *source, const GArray *blocks)
{
	guint counts[LEVELS] = { 0 };

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING && may_be_dated(source, block) &&
		    ++counts[block->level] == 2)
			return TRUE;
	}
	return FALSE;
}

/* Reads all dated headings of one level; the caller clears each. */
static GArray *
read_candidates(const Source *source, const GArray *blocks, guint level, int year,
                const NotesContext *context, const GPtrArray *action_headings)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	NotesContext below = *context; /* with the year of the headings above */
	below.year = year;

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind != BLOCK_HEADING || block->level > level)
			continue;
		if (block->level < level) {
			int named = year_in(block->text);
			below.year = named != 0 ? named : below.year;
			continue;
		}
		Candidate candidate = { .block = i };
		if (may_be_dated(source, block) &&
		    dated_heading_read(block->text, &below, action_headings, &candidate.dated))
			g_array_append_val(candidates, candidate);
	}
	return candidates;
}

static Candidate *
candidate_at(const GArray *candidates, guint index)
{
	return &g_array_index(candidates, Candidate, index);
}

static guint
count_of(GHashTable *counts, gconstpointer key)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
}

/*
 * Moves the candidates to a new array, without those that have words before the date that no other
 * has: `Standup meeting - 2018-11-28` is one of many, `Deadline 2018-12-01` between them is not.
 */
static GArray *
keep_usual(GArray *candidates)
{
	g_autoptr(GHashTable) leads = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(Candidate));

	g_array_set_clear_func(kept, candidate_clear);
	for (guint i = 0; i < candidates->len; i++) {
		const char *lead = candidate_at(candidates, i)->dated.lead;
		g_hash_table_insert(leads, g_strdup(lead),
		                    GUINT_TO_POINTER(count_of(leads, lead) + 1));
	}
	for (guint i = 0; i < candidates->len; i++) {
		Candidate *candidate = candidate_at(candidates, i);
		const char *lead = candidate->dated.lead;
		if (*lead == '\0' || count_of(leads, lead) > 1)
			g_array_append_vals(kept, candidate, 1);
		else
			candidate_clear(candidate);
	}
	return kept;
}

/* Says whether the dates are in order; `*falling`: the newest comes first. */
static gboolean
are_in_order(const GArray *candidates, gboolean *falling)
{
	guint up = 0, down = 0;

	for (guint i = 1; i < candidates->len; i++) {
		Day before = candidate_at(candidates, i - 1)->dated.day;
		Day day = candidate_at(candidates, i)->dated.day;
		up += day > before ? 1 : 0;
		down += day < before ? 1 : 0;
	}
	*falling = down > up;
	return up + down > 0 && MIN(up, down) <= (up + down) / STEPS_FOR_SLIP;
}

/* Returns the keys of the meetings: the day, and a number for each further one of a day, counted
 * from the older one on. */
static void
set_keys(GArray *parts, gboolean falling)
{
	g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);

	for (guint n = 0; n < parts->len; n++) {
		Part *part = &g_array_index(parts, Part, falling ? parts->len - 1 - n : n);
		if (part->heading == 0)
			continue;
		guint count = count_of(counts, GUINT_TO_POINTER(part->day));
		g_autofree char *day = day_to_iso(part->day);
		g_hash_table_insert(counts, GUINT_TO_POINTER(part->day),
		                    GUINT_TO_POINTER(count + 1));
		part->key =
		    count == 0 ? g_steal_pointer(&day) : g_strdup_printf("%s/%u", day, count + 1);
	}
}

/* Returns the block before which the part ends that begins with block `index`: the next meeting's
 * heading, or one above its level. */
static guint
find_end(const GArray *blocks, guint index, guint next)
{
	guint level = g_array_index(blocks, Block, index).level;

	for (guint i = index + 1; i < next; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING && block->level < level)
			return i;
	}
	return next;
}

/* The first line of a block, or the line after the last. */
static guint
line_of(const Source *source, const GArray *blocks, guint index)
{
	return index < blocks->len ? g_array_index(blocks, Block, index).first : source->lines + 1;
}

/* Adds blocks that are of no meeting, if there is more in them than headings. */
static void
add_outside(GArray *parts, const Source *source, const GArray *blocks, guint from, guint to)
{
	gboolean text = FALSE;

	for (guint i = from; i < to && !text; i++)
		text = g_array_index(blocks, Block, i).kind != BLOCK_HEADING;
	if (!text)
		return;
	Part part = { .first = line_of(source, blocks, from),
		      .last = line_of(source, blocks, to) - 1,
		      .title = g_strdup(""),
		      .words = g_strdup(""),
		      .key = g_strdup("") };
	g_array_append_val(parts, part);
}

static GArray *
make_parts(const Source *source, const GArray *blocks, const GArray *candidates)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
	guint from = 0; /* the first block that is in no part yet */

	g_array_set_clear_func(parts, part_clear);
	for (guint i = 0; i < candidates->len; i++) {
		const Candidate *candidate = candidate_at(candidates, i);
		const Block *block = &g_array_index(blocks, Block, candidate->block);
		guint next =
		    i + 1 < candidates->len ? candidate_at(candidates, i + 1)->block : blocks->len;
		add_outside(parts, source, blocks, from, candidate->block);
		from = find_end(blocks, candidate->block, next);
		Part part = { .heading = block->first,
			      .first = block->last + 1,
			      .last = line_of(source, blocks, from) - 1,
			      .day = candidate->dated.day,
			      .title = g_strdup(block->text),
			      .words = g_strdup(candidate->dated.words) };
		g_array_append_val(parts, part);
	}
	add_outside(parts, source, blocks, from, blocks->len);
	return parts;
}

/* Says whether the parts have at least half of the lines that have a text. */
static gboolean
are_most(const GArray *parts, const Source *source, const GArray *blocks)
{
	guint first = line_of(source, blocks, 0), covered = 0;

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		covered += part->heading != 0 ? part->last + 1 - part->heading : 0;
	}
	return covered >= (source->lines + 1 - first) / 2;
}

static Day
newest_day(const GArray *parts)
{
	Day newest = DAY_NONE;

	for (guint i = 0; i < parts->len; i++)
		newest = MAX(newest, g_array_index(parts, Part, i).day);
	return newest;
}

/*
 * Says whether a few dated headings are of one meeting all the same: when the file's own day is
 * later than all of theirs, as they then tell what was done since the last time, and when most of
 * the file stands outside of them, as in the minutes of July with `#### July 15` among its votes.
 */
static gboolean
is_one_meeting(const GArray *parts, const Source *source, const GArray *blocks, const Meeting *head,
               const NotesContext *context)
{
	Day own = path_day_of_name(head->path, context->languages, context->order);

	if (parts->len >= PARTS_CERTAIN)
		return FALSE;
	return MAX(own, head->day) > newest_day(parts) || !are_most(parts, source, blocks);
}

GArray *
parts_find(const Source *source, const GArray *blocks, const Meeting *head,
           const NotesContext *context, const GPtrArray *action_headings)
{
	/* the headings of most files have no numbers */
	if (!has_two(source, blocks))
		return NULL;
	int year = year_in(head->title);

	year = year != 0 ? year : year_of_path(head->path);
	for (guint level = 1; level < LEVELS; level++) {
		g_autoptr(GArray) all =
		    read_candidates(source, blocks, level, year, context, action_headings);
		g_autoptr(GArray) candidates = keep_usual(all);
		gboolean falling;
		if (candidates->len > PARTS_MAX || !are_in_order(candidates, &falling))
			continue;
		g_autoptr(GArray) parts = make_parts(source, blocks, candidates);
		if (is_one_meeting(parts, source, blocks, head, context))
			return NULL;
		set_keys(parts, falling);
		return g_steal_pointer(&parts);
	}
	return NULL;
}

char *
parts_title(const GArray *blocks, const GArray *parts)
{
	guint end = 0;

	for (guint i = 0; i < parts->len && end == 0; i++)
		end = g_array_index(parts, Part, i).heading;
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->first >= end)
			return NULL;
		if (block->kind == BLOCK_HEADING && block->level == 1 && *block->text != '\0')
			return g_strdup(block->text);
	}
	return NULL;
}
