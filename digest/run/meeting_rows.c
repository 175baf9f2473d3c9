/* meeting_rows.c - which rows of the state the meetings of a file have. */
#include "meeting_rows.h"

#include "base/text_hash.h"
#include "compose/changes.h"
#include "match/meeting_traits.h"
#include "state/files.h"
#include "state/parts.h"
#include "state/snapshots.h"

enum {
	/* So many meetings of a file may change their date at once and be known nevertheless. */
	CORRECTED_MAX = 16,
	/* So many of the newest are compared with what the file said as one meeting; older ones are
	   not news. */
	COMPARED_MAX = 16
};

typedef struct {
	State *state;
	const ParsedFile *parsed;
	GPtrArray *known; /* KnownPart *; NULL where one is taken */
	gint64 *rows;     /* 0 for one that has none yet */
	gint64 now;
} Search;

void
meeting_rows_clear(MeetingRows *found)
{
	g_clear_pointer(&found->rows, g_free);
}

static guint
distance(Day a, Day b)
{
	return a > b ? a - b : b - a;
}

/* Returns the index of the meeting whose day is nearest. */
static guint
nearest_meeting(const ParsedFile *parsed, Day day)
{
	guint best = 0;

	for (guint i = 1; i < parsed->count; i++)
		if (distance(parsed->meetings[i].meeting->day, day) <=
		    distance(parsed->meetings[best].meeting->day, day))
			best = i;
	return best;
}

/* Returns the known meeting whose day is nearest; one that is there, if any is. */
static const KnownPart *
nearest_part(const GPtrArray *known, Day day)
{
	const KnownPart *best = NULL;

	for (guint i = 0; i < known->len; i++) {
		const KnownPart *part = g_ptr_array_index(known, i);
		gboolean better = best == NULL || (best->gone && !part->gone) ||
		                  (best->gone == part->gone &&
		                   distance(part->day, day) < distance(best->day, day));
		best = better ? part : best;
	}
	return best;
}

/* The file has one meeting.  `known`: those that it had. */
static gboolean
find_only(State *state, gint64 file, const ParsedFile *parsed, const GPtrArray *known, gint64 now,
          gint64 *row, GError **error)
{
	const KnownPart *part = nearest_part(known, parsed->meetings[0].meeting->day);

	for (guint i = 0; i < known->len; i++)
		if (((const KnownPart *)g_ptr_array_index(known, i))->row == file)
			part = NULL; /* it had one before, too */
	*row = part != NULL ? part->row : file;
	return part == NULL || parts_end(state, file, part->row, now, error);
}

/* The meetings that are known by their keys. */
static gboolean
find_by_key(Search *search, GError **error)
{
	g_autoptr(GHashTable) by_key = g_hash_table_new(text_hash, g_str_equal);

	for (guint i = 0; i < search->known->len; i++) {
		KnownPart *part = g_ptr_array_index(search->known, i);
		g_hash_table_insert(by_key, part->key, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < search->parsed->count; i++) {
		const char *key = search->parsed->meetings[i].meeting->section;
		guint number = GPOINTER_TO_UINT(g_hash_table_lookup(by_key, key));
		KnownPart *part = number > 0 ? g_ptr_array_index(search->known, number - 1) : NULL;
		if (part == NULL || search->rows[i] != 0)
			continue;
		search->rows[i] = part->row;
		if (part->gone && !part_set(search->state, part->row, key, error))
			return FALSE;
		part->row = 0;
	}
	return TRUE;
}

static GPtrArray *
traits_array_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)meeting_traits_free);
}

/* Adds what a meeting is known by, whatever its day; NULL for NULL. */
static void
add_traits(GPtrArray *traits, Meeting *meeting)
{
	if (meeting != NULL)
		meeting->day = DAY_NONE;
	g_ptr_array_add(traits,
	                meeting != NULL ? meeting_traits_new(meeting->path, meeting) : NULL);
}

/* Returns the index of the new meeting that a known one is most like, or G_MAXUINT. */
static guint
likest(const Search *search, const GPtrArray *fresh, const MeetingTraits *known)
{
	double best = 0;
	guint found = G_MAXUINT;

	for (guint i = 0; i < fresh->len; i++) {
		const MeetingTraits *traits = g_ptr_array_index(fresh, i);
		double similarity = traits != NULL && search->rows[i] == 0
		                        ? meeting_traits_similarity(known, traits)
		                        : 0;
		found = similarity > best ? i : found;
		best = MAX(best, similarity);
	}
	return found;
}

/* Whether somebody may have corrected dates: few meetings went, and few are new. */
static gboolean
may_be_corrected(const Search *search)
{
	guint went = 0, fresh = 0;

	for (guint i = 0; i < search->known->len; i++) {
		const KnownPart *part = g_ptr_array_index(search->known, i);
		went += part->row != 0 && !part->gone ? 1 : 0;
	}
	for (guint i = 0; i < search->parsed->count; i++)
		fresh += search->rows[i] == 0 ? 1 : 0;
	return went > 0 && fresh > 0 && went <= CORRECTED_MAX && fresh <= CORRECTED_MAX;
}

/* The meetings whose date was corrected: `## 2024-03-05` became `## 2024-03-06`. */
static gboolean
find_by_traits(Search *search, GError **error)
{
	g_autoptr(GPtrArray) fresh = traits_array_new();
	if (!may_be_corrected(search))
		return TRUE;

	for (guint i = 0; i < search->parsed->count; i++) {
		g_autoptr(Meeting) meeting =
		    search->rows[i] == 0 ? meeting_from_bytes(search->parsed->meetings[i].encoded)
		                         : NULL;
		add_traits(fresh, meeting);
	}
	for (guint i = 0; i < search->known->len; i++) {
		KnownPart *part = g_ptr_array_index(search->known, i);
		g_autoptr(Meeting) meeting = NULL;
		g_autoptr(GPtrArray) own = traits_array_new();
		if (part->row == 0 || part->gone)
			continue;
		if (!snapshot_of_file(search->state, part->row, &meeting, error))
			return FALSE;
		add_traits(own, meeting);
		guint index =
		    meeting != NULL ? likest(search, fresh, g_ptr_array_index(own, 0)) : G_MAXUINT;
		if (index == G_MAXUINT)
			continue;
		search->rows[index] = part->row;
		part->row = 0;
		if (!part_set(search->state, search->rows[index],
		              search->parsed->meetings[index].meeting->section, error))
			return FALSE;
	}
	return TRUE;
}

/* Says whether all that a meeting says was said by the one that the file was before. */
static gboolean
says_nothing_new(State *state, gint64 origin, GBytes *encoded, gboolean *old, GError **error)
{
	g_autoptr(Meeting) part = meeting_from_bytes(encoded);
	g_autoptr(Meeting) whole = NULL;
	*old = FALSE;
	if (!snapshot_of_file(state, origin, &whole, error))
		return FALSE;
	if (whole == NULL || part == NULL)
		return TRUE;

	Change *change = change_between(g_steal_pointer(&whole), g_steal_pointer(&part));
	*old = change_is_empty(change);
	change_free(change);
	return TRUE;
}

/*
 * Sets `*origin` to the row of the one meeting that the file was, when this one of its meetings was
 * in it already, so that nobody is told of it again; otherwise to 0.  That is so for those that are
 * not later than it, as notes are written from day to day, and where the newest is below for those
 * that say nothing new.
 */
static gboolean
find_origin(const Search *search, const MeetingRows *found, guint index, gint64 *origin,
            GError **error)
{
	const ParsedMeeting *part = &search->parsed->meetings[index];
	gboolean old = part->meeting->day <= found->day;

	*origin = 0;
	if (found->origin == 0)
		return TRUE;
	if (!old && index + COMPARED_MAX >= search->parsed->count &&
	    !says_nothing_new(search->state, found->origin, part->encoded, &old, error))
		return FALSE;
	*origin = old ? found->origin : 0;
	return TRUE;
}

/* What is in the file no more is gone, and what is new gets a row. */
static gboolean
settle(Search *search, const MeetingRows *found, gint64 document, GError **error)
{
	for (guint i = 0; i < search->known->len; i++) {
		const KnownPart *part = g_ptr_array_index(search->known, i);
		if (part->row != 0 && !part->gone &&
		    !files_gone(search->state, part->row, search->now, error))
			return FALSE;
	}
	for (guint i = 0; i < search->parsed->count; i++) {
		const char *key = search->parsed->meetings[i].meeting->section;
		gint64 origin = 0;
		if (search->rows[i] == 0 &&
		    (!find_origin(search, found, i, &origin, error) ||
		     !part_add(search->state, document, key, origin, &search->rows[i], error)))
			return FALSE;
	}
	return TRUE;
}

/* The file was one meeting, which is known under the file's own row.  Sets `*file` to the row of
 * the document. */
static gboolean
begin_parts(Search *search, MeetingRows *found, gint64 *file, GError **error)
{
	for (guint i = 0; i < search->known->len; i++) {
		KnownPart *part = g_ptr_array_index(search->known, i);
		if (part->key != NULL)
			continue;
		guint index = nearest_meeting(search->parsed, part->day);
		search->rows[index] = part->row;
		found->origin = part->row;
		found->day = part->day;
		g_ptr_array_remove_index(search->known, i);
		return parts_begin(search->state, found->origin,
		                   search->parsed->meetings[index].meeting->section, file, error);
	}
	return TRUE;
}

gboolean
meeting_rows_find(MeetingRows *found, State *state, gint64 file, const ParsedFile *parsed,
                  gboolean many, gint64 now, GError **error)
{
	*found = (MeetingRows){ .rows = g_new0(gint64, parsed->count) };
	found->rows[0] = file;
	if (parsed->count == 1 && !many)
		return TRUE;
	g_autoptr(GPtrArray) known = parts_of_file(state, file, error);
	if (known == NULL)
		return FALSE;
	if (parsed->count == 1)
		return find_only(state, file, parsed, known, now, &found->rows[0], error);

	Search search = { state, parsed, known, found->rows, now };
	found->rows[0] = 0;
	return begin_parts(&search, found, &file, error) && find_by_key(&search, error) &&
	       find_by_traits(&search, error) && settle(&search, found, file, error);
}
