/* data_model.c - the table of what templates can name. */
#include "data_model.h"

#include <string.h>

static const ModelField digest[] = {
	{ "title", MODEL_TEXT, NULL, "the headline: what it is of, and which week or day" },
	{ "brief", MODEL_FLAG, NULL, "there is so little to tell that no overview is needed" },
	{ "web", MODEL_TEXT, NULL, "the address of its page in the archive, or nothing" },
	{ "calendar", MODEL_TEXT, NULL,
	  "the address of the archive's calendar, for calendar: link; or nothing" },
	{ "glance", MODEL_LIST, "tile", "the big numbers; nothing in a brief one" },
	{ "chart", MODEL_OBJECT, "chart",
	  "open actions by owner; nothing with fewer than two owners" },
	{ "upcoming", MODEL_OBJECT, "upcoming", "meetings to come that the notes announce" },
	{ "yours", MODEL_OBJECT, "owner", "what the reader has to do, in a mail to one person" },
	{ "owners", MODEL_OBJECT, "owners", "what everybody else has to do" },
	{ "tracks", MODEL_OBJECT, "tracks", "the new meetings by track" },
	{ "changed", MODEL_OBJECT, "changes", "meetings known before whose notes were changed" },
	{ "looking", MODEL_OBJECT, "looking", "what came to look done by what it links to" },
	{ "last", MODEL_TEXT, NULL, "how many actions are listed no more, or nothing" },
	{ "unassigned", MODEL_OBJECT, "owner",
	  "actions without an owner, or with one that may be several" },
};

static const ModelField reminder[] = {
	{ "title", MODEL_TEXT, NULL, "the headline, with the day" },
	{ "greeting", MODEL_TEXT, NULL, "\"Hello NAME,\"" },
	{ "intro", MODEL_TEXT, NULL, "how much there is, in a sentence" },
	{ "sections", MODEL_LIST, "section",
	  "overdue, due today, due within a week, for the last time, long open, the rest, what "
	  "looks done, marked done by others" },
	{ "how_answer", MODEL_TEXT, NULL, "how to answer by mail, when that can be; or nothing" },
	{ "rest", MODEL_TEXT, NULL, "\"and 48 more\" beyond max_items, or nothing" },
	{ "rest_link", MODEL_TEXT, NULL,
	  "the address of the reader's page in the archive, when there is a rest; or nothing" },
};

static const ModelField post[] = {
	{ "meeting", MODEL_OBJECT, "posted", "the meeting that the post is of" },
};

static const ModelField posts[] = {
	{ "meetings", MODEL_LIST, "heads", "the latest of the meetings, the latest first" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\", or nothing" },
};

static const ModelField message[] = {
	{ "subject", MODEL_TEXT, NULL, "of the mail, or what a notification shows" },
	{ "preheader", MODEL_TEXT, NULL, "the line that a mail program shows beside the subject" },
	{ "counts", MODEL_TEXT, NULL, "\"4 meetings, 12 new TODOs\"" },
	{ "job", MODEL_TEXT, NULL, "the name of the job" },
	{ "period", MODEL_TEXT, NULL,
	  "the days that it covers, or nothing where the title says them" },
	{ "today", MODEL_TEXT, NULL, "the day it is made, in full" },
	{ "shortened", MODEL_FLAG, NULL,
	  "items were left out so that a mail program shows the whole" },
	{ "footer", MODEL_OBJECT, "footer", "why it came and how to stop it" },
	{ "words", MODEL_OBJECT, "words",
	  "the words of the shipped templates by name, in the language of the mail" },
};

static const ModelField footer[] = {
	{ "why", MODEL_TEXT, NULL, "why the reader gets this" },
	{ "label", MODEL_TEXT, NULL, "what the link to stop it is called" },
	{ "link", MODEL_TEXT, NULL, "a mailto: address, or nothing" },
	{ "pause", MODEL_TEXT, NULL,
	  "a mailto: address to have no reminders for a month, or nothing" },
	{ "pause_label", MODEL_TEXT, NULL, "what that link is called" },
	{ "job", MODEL_TEXT, NULL, "which job made it, in a sentence" },
	{ "english", MODEL_OBJECT, "footer",
	  "the same in English, in a mail in another language; or nothing" },
};

static const ModelField tile[] = {
	{ "n", MODEL_NUMBER, NULL, "how many" },
	{ "label", MODEL_TEXT, NULL, "of what" },
	{ "said", MODEL_TEXT, NULL, "both: \"4 meetings\"" },
	{ "late", MODEL_FLAG, NULL, "they are overdue" },
};

static const ModelField chart[] = {
	{ "rows", MODEL_LIST, "bar", "the owners with the most open actions" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\", or nothing" },
};

static const ModelField bar[] = {
	{ "name", MODEL_TEXT, NULL, "of the owner, shortened" },
	{ "drawn", MODEL_TEXT, NULL, "name and bar as a line of text" },
	{ "open", MODEL_NUMBER, NULL, "how many actions are open" },
	{ "overdue", MODEL_TEXT, NULL, "\"3 overdue\", or nothing" },
	{ "percent", MODEL_NUMBER, NULL, "how long the bar is, of the longest one" },
	{ "late_percent", MODEL_NUMBER, NULL,
	  "how much of the bar is overdue; absent when none is" },
	{ "rest_percent", MODEL_NUMBER, NULL,
	  "how much of it is not; absent when all of it is overdue" },
};

static const ModelField upcoming[] = {
	{ "list", MODEL_LIST, "coming", "the meetings, by day" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\", or nothing" },
};

static const ModelField coming[] = {
	{ "date", MODEL_TEXT, NULL, "\"Tomorrow\", \"Wed 16 Feb\"" },
	{ "time", MODEL_TEXT, NULL, "\"15:30\", when the time is announced, or nothing" },
	{ "zone", MODEL_TEXT, NULL,
	  "\"EET\", the zone of date and time, which is the configuration's" },
	{ "track", MODEL_TEXT, NULL, "the team that announces it" },
};

static const ModelField owners[] = {
	{ "list", MODEL_LIST, "owner", "those with something new, overdue or due soon, by name" },
	{ "hidden", MODEL_FLAG, NULL, "not everything is shown" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more\" owners, or nothing" },
};

static const ModelField owner[] = {
	{ "name", MODEL_TEXT, NULL, "of the person, or the token as written" },
	{ "summary", MODEL_TEXT, NULL, "\"7 open, 2 overdue\"" },
	{ "person", MODEL_TEXT, NULL, "the id of the person, or nothing" },
	{ "page", MODEL_TEXT, NULL,
	  "in the archive: the way to the page of the person, or nothing" },
	{ "actions", MODEL_LIST, "action", "overdue first, then by due date" },
	{ "more", MODEL_TEXT, NULL, "\"and 5 more\" actions, or nothing" },
};

static const ModelField action[] = {
	{ "id", MODEL_TEXT, NULL, "what tidings done takes" },
	{ "track", MODEL_TEXT, NULL, "the track, or nothing" },
	{ "fresh", MODEL_FLAG, NULL, "it is new within the period" },
	{ "noted", MODEL_FLAG, NULL, "it is of notes that came late" },
	{ "overdue", MODEL_FLAG, NULL, "its due date is past" },
	{ "age", MODEL_TEXT, NULL, "\"open 5 weeks, 3 meetings\", or nothing" },
	{ "others", MODEL_TEXT, NULL, "who has it besides this owner, or nothing" },
	{ "answers", MODEL_OBJECT, "answers",
	  "the links by which the reader of a reminder answers, or nothing" },
};

static const ModelField answers[] = {
	{ "done", MODEL_TEXT, NULL, "a mailto: address that says that it is done" },
	{ "later", MODEL_TEXT, NULL, "one that puts it off for two weeks" },
	{ "not_mine", MODEL_TEXT, NULL, "one that gives it up" },
};

static const ModelField todo[] = {
	{ "owners", MODEL_TEXT, NULL, "who has it, or nothing" },
	{ "was", MODEL_TEXT, NULL, "who had it before, where others have it now; else nothing" },
	{ "linked", MODEL_TEXT, NULL,
	  "what became of what it links to: \"merged\", \"#12 open and #13 draft\"; or nothing" },
	{ "due", MODEL_OBJECT, "due", "when it is due, or nothing" },
};

static const ModelField looking[] = {
	{ "actions", MODEL_LIST, "action", "the actions" },
	{ "more", MODEL_TEXT, NULL, "\"and 5 more\" actions, or nothing" },
};

static const ModelField due[] = {
	{ "when", MODEL_TEXT, NULL, "\"overdue by 3 days\", \"due Fri 18 Feb\"" },
	{ "late", MODEL_FLAG, NULL, "the day is past" },
	{ "urgent", MODEL_FLAG, NULL, "it is due tomorrow at the latest" },
};

static const ModelField tracks[] = {
	{ "list", MODEL_LIST, "track", "in the order of the configuration" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\" tracks, or nothing" },
};

static const ModelField track[] = {
	{ "name", MODEL_TEXT, NULL, "of the track; nothing for meetings of none" },
	{ "id", MODEL_TEXT, NULL, "its configured id, or its name in small letters" },
	{ "page", MODEL_TEXT, NULL, "in the archive: the way to its page, or nothing" },
	{ "meetings", MODEL_LIST, "meeting", "its new meetings, by day" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\" meetings, or nothing" },
};

static const ModelField meeting[] = {
	{ "todos", MODEL_OBJECT, "todos", "its open actions, or nothing" },
	{ "has_strands", MODEL_FLAG, NULL, "there is something in strands" },
	{ "strands", MODEL_LIST, "strand", "what was discussed, as the job's discussion has it" },
	{ "more_strands", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
	{ "has_notes", MODEL_FLAG, NULL, "there is something in notes" },
	{ "notes", MODEL_LIST, "note", "decisions and announcements" },
	{ "more_notes", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
};

static const ModelField heads[] = {
	{ "noted", MODEL_FLAG, NULL, "its notes came late" },
	{ "label", MODEL_TEXT, NULL, "what the meeting is called" },
	{ "titled", MODEL_FLAG, NULL, "that is its title, and says no day" },
	{ "date", MODEL_TEXT, NULL, "\"Wed 16 Feb\", or nothing" },
	{ "long_date", MODEL_TEXT, NULL, "\"Wednesday, 16 February 2022\", or nothing" },
	{ "time", MODEL_TEXT, NULL, "\"13:00\" in the configured zone, or nothing" },
	{ "zone", MODEL_TEXT, NULL, "the zone of that time, or nothing" },
	{ "start", MODEL_NUMBER, NULL, "its beginning as Unix time, or nothing" },
	{ "people", MODEL_TEXT, NULL, "who was there" },
	{ "has_location", MODEL_FLAG, NULL, "the notes tell where it was" },
	{ "location_html", MODEL_TEXT, NULL, "where it was, as HTML: write three braces" },
	{ "location_text", MODEL_TEXT, NULL, "where it was, as text" },
	{ "location_discord", MODEL_TEXT, NULL,
	  "where it was, as Discord's Markdown: three braces" },
};

static const ModelField posted[] = {
	{ "has_todos", MODEL_FLAG, NULL, "there is something in owners" },
	{ "has_body", MODEL_FLAG, NULL, "there is something in strands or notes" },
	{ "owners", MODEL_LIST, "having", "the open actions by who has them" },
	{ "more_owners", MODEL_TEXT, NULL, "\"and 3 more\" of these actions, or nothing" },
	{ "change", MODEL_OBJECT, "change", "what is new, when the meeting was posted before" },
	{ "mentioned", MODEL_LIST, "mentioned", "those whom a post to Discord mentions" },
};

static const ModelField having[] = {
	{ "owners", MODEL_TEXT, NULL, "who has these actions, or nothing" },
	{ "mentions", MODEL_TEXT, NULL,
	  "those of them who asked to be mentioned in Discord: three braces; or nothing" },
	{ "actions", MODEL_LIST, "todo", "the actions" },
};

static const ModelField mentioned[] = {
	{ "id", MODEL_TEXT, NULL, "the person's number in Discord" },
};

static const ModelField todos[] = {
	{ "actions", MODEL_LIST, "todo", "the actions" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
};

static const ModelField strand[] = {
	{ "heading", MODEL_TEXT, NULL, "of the strand; nothing above the first heading" },
	{ "excerpt", MODEL_TEXT, NULL, "what was said, shortened; or nothing" },
	{ "has_entries", MODEL_FLAG, NULL, "there is something in entries" },
	{ "entries", MODEL_LIST, "entry", "each statement, where the job's discussion is full" },
	{ "more_entries", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
};

static const ModelField entry[] = {
	{ "speaker", MODEL_TEXT, NULL, "who said it, as the notes have it, or nothing" },
};

static const ModelField changes[] = {
	{ "list", MODEL_LIST, "changed", "the meetings, by day" },
	{ "more", MODEL_TEXT, NULL, "\"and 3 more in the notes\" meetings, or nothing" },
};

static const ModelField changed[] = {
	{ "gone", MODEL_FLAG, NULL, "the file went away; there is no change then" },
};

static const ModelField change[] = {
	{ "summary", MODEL_TEXT, NULL, "\"2 added, 1 finished\"" },
	{ "added", MODEL_OBJECT, "todos", "new actions, or nothing" },
	{ "reworded", MODEL_OBJECT, "todos", "actions with other words or dates, or nothing" },
	{ "reowned", MODEL_OBJECT, "todos", "actions that others have now, or nothing" },
	{ "finished", MODEL_OBJECT, "todos", "actions that are done now, or nothing" },
	{ "withdrawn", MODEL_OBJECT, "todos", "actions that are gone, or nothing" },
	{ "grown", MODEL_TEXT, NULL, "the strands with more discussion, or nothing" },
	{ "heads", MODEL_TEXT, NULL, "\"time and place\" of the meeting, or nothing" },
	{ "has_announced", MODEL_FLAG, NULL, "there is something in announced" },
	{ "announced", MODEL_LIST, "note", "new decisions and announcements" },
	{ "more_announced", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
};

static const ModelField section[] = {
	{ "title", MODEL_TEXT, NULL, "what is in it, in a few words" },
	{ "hint", MODEL_TEXT, NULL, "what to do about it, or nothing" },
	{ "late", MODEL_FLAG, NULL, "it holds what is overdue" },
	{ "actions", MODEL_LIST, "action", "the actions" },
	{ "more", MODEL_TEXT, NULL, "\"and 5 more\" actions, or nothing" },
};

static const ModelField item[] = {
	{ "item_html", MODEL_TEXT, NULL, "what the notes say, as HTML: write three braces" },
	{ "item_text", MODEL_TEXT, NULL, "the same as text, links as footnotes" },
	{ "item_discord", MODEL_TEXT, NULL, "the same as Discord's Markdown: three braces" },
};

static const ModelField place[] = {
	{ "where", MODEL_TEXT, NULL, "the place in words: \"VMM, Wed 16 Feb\"; or nothing" },
	{ "link", MODEL_TEXT, NULL, "the address of the line in the notes, or nothing" },
	{ "ref", MODEL_TEXT, NULL, "the footnote of that link in text: \"[3]\"; or nothing" },
};

static const ModelField archive[] = {
	{ "upcoming", MODEL_OBJECT, "upcoming", "meetings to come that the notes announce" },
	{ "has_editions", MODEL_FLAG, NULL, "there is something in editions" },
	{ "editions", MODEL_LIST, "edition", "the latest digests, the newest first" },
	{ "has_years", MODEL_FLAG, NULL, "there is something in years" },
	{ "years", MODEL_LIST, "listed", "the years that have a digest, the newest first" },
	{ "has_tracks", MODEL_FLAG, NULL, "there is something in tracks" },
	{ "tracks", MODEL_LIST, "listed", "the tracks, in the order of the configuration" },
	{ "more_tracks", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
	{ "has_people", MODEL_FLAG, NULL, "there is something in people" },
	{ "people", MODEL_LIST, "listed", "the people, in the order of the configuration" },
};

static const ModelField archive_year[] = {
	{ "has_editions", MODEL_FLAG, NULL, "there is something in editions" },
	{ "editions", MODEL_LIST, "edition", "the digests of the year, the newest first" },
	{ "has_years", MODEL_FLAG, NULL, "there is something in years" },
	{ "years", MODEL_LIST, "listed", "all years; this one has no link" },
};

static const ModelField archive_digest[] = {
	{ "language", MODEL_TEXT, NULL, "the tag of the language that it was made in" },
	{ "newer", MODEL_OBJECT, "edition", "the digest after this one, or nothing" },
	{ "older", MODEL_OBJECT, "edition", "the digest before this one, or nothing" },
};

static const ModelField archive_standing[] = {
	{ "is_person", MODEL_FLAG, NULL, "it is the page of a person, not of a track" },
	{ "summary", MODEL_TEXT, NULL, "\"7 open, 2 overdue\"" },
	{ "has_open", MODEL_FLAG, NULL, "there is something in open" },
	{ "open", MODEL_LIST, "archived", "open actions, by due date" },
	{ "more_open", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
	{ "has_finished", MODEL_FLAG, NULL, "there is something in finished" },
	{ "finished", MODEL_LIST, "archived", "actions done lately, the latest first" },
	{ "more_finished", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
	{ "has_meetings", MODEL_FLAG, NULL, "there is something in meetings" },
	{ "meetings", MODEL_LIST, "heads", "meetings of the last year, the latest first" },
	{ "more_meetings", MODEL_TEXT, NULL, "\"and 3 more\", or nothing" },
};

static const ModelField archive_feed[] = {
	{ "id", MODEL_TEXT, NULL, "a URN that stays the same" },
	{ "updated", MODEL_TEXT, NULL, "when the newest digest was made, as Atom writes it" },
	{ "home", MODEL_TEXT, NULL, "the address of the first page; relative without archive_url" },
	{ "self", MODEL_TEXT, NULL, "the address of the feed; relative without archive_url" },
	{ "entries", MODEL_LIST, "feed_entry", "the latest digests, the newest first" },
};

static const ModelField archive_page[] = {
	{ "site", MODEL_TEXT, NULL, "what the archive is called: the name that mail is from" },
	{ "page_title", MODEL_TEXT, NULL, "what the page is called; nothing for the first page" },
	{ "root", MODEL_TEXT, NULL,
	  "the way from the page to the archive's folder: \"../\", or nothing" },
	{ "has_feed", MODEL_FLAG, NULL, "there is a feed" },
	{ "words", MODEL_OBJECT, "words", "the words of the shipped templates by name" },
};

static const ModelField edition[] = {
	{ "title", MODEL_TEXT, NULL, "the headline of the digest" },
	{ "period", MODEL_TEXT, NULL, "the days that it covers" },
	{ "counts", MODEL_TEXT, NULL, "\"4 meetings, 12 new TODOs\"" },
	{ "job", MODEL_TEXT, NULL, "the name of its job" },
	{ "link", MODEL_TEXT, NULL, "the way to its page" },
};

static const ModelField listed[] = {
	{ "name", MODEL_TEXT, NULL, "of the track or person, or the year" },
	{ "summary", MODEL_TEXT, NULL, "\"7 open, 2 overdue\"; absent for a year" },
	{ "link", MODEL_TEXT, NULL, "the way to its page, or nothing" },
};

static const ModelField archived[] = {
	{ "id", MODEL_TEXT, NULL, "what tidings done takes; nothing when it is done" },
	{ "others", MODEL_TEXT, NULL,
	  "who has it besides the person whose page it is, or nothing" },
	{ "since", MODEL_TEXT, NULL, "\"since Wed 16 Feb, 3 meetings\", or nothing" },
};

static const ModelField feed_entry[] = {
	{ "subject", MODEL_TEXT, NULL, "of the digest" },
	{ "language", MODEL_TEXT, NULL, "the tag of its language" },
	{ "id", MODEL_TEXT, NULL, "a URN that stays the same" },
	{ "updated", MODEL_TEXT, NULL, "when it was made, as Atom writes it" },
	{ "link", MODEL_TEXT, NULL, "the address of its page; relative without archive_url" },
	{ "content", MODEL_TEXT, NULL,
	  "the digest as archive_body.html.mustache makes it; nothing when it is too long for the "
	  "feed" },
};

#define OBJECT(name, meaning, also, other)                                                         \
	{                                                                                          \
#name, meaning, { also, other }, name, G_N_ELEMENTS(name)                          \
	}

static const ModelObject objects[] = {
	OBJECT(digest, "The whole of a digest.", "message", NULL),
	OBJECT(reminder, "The whole of a reminder.", "message", NULL),
	OBJECT(post, "The whole of a post.", "message", NULL),
	OBJECT(posts, "The whole of a post that lists many meetings in place of a post for each.",
	       "message", NULL),
	OBJECT(message, "What every digest, reminder and post has.", NULL, NULL),
	OBJECT(footer, "The end of a mail.", NULL, NULL),
	OBJECT(tile, "One big number.", NULL, NULL),
	OBJECT(chart, "Open actions by owner.", NULL, NULL),
	OBJECT(bar, "One owner of the chart.", NULL, NULL),
	OBJECT(upcoming, "Meetings to come.", NULL, NULL),
	OBJECT(coming,
	       "One meeting to come; its item is empty when the notes say nothing but when it is.",
	       "item", "place"),
	OBJECT(owners, "Owners with something to do.", NULL, NULL),
	OBJECT(owner, "What one owner has to do.", NULL, NULL),
	OBJECT(section, "A section of a reminder.", NULL, NULL),
	OBJECT(action, "One action with its life.", "todo", NULL),
	OBJECT(answers, "The links of an action in a reminder.", NULL, NULL),
	OBJECT(looking, "Actions that look done by what they link to.", NULL, NULL),
	OBJECT(todos, "Actions of one meeting.", NULL, NULL),
	OBJECT(todo, "One action as the notes have it.", "item", "place"),
	OBJECT(due, "When an action is due.", NULL, NULL),
	OBJECT(tracks, "Tracks with a new meeting.", NULL, NULL),
	OBJECT(track, "What one track did.", NULL, NULL),
	OBJECT(meeting, "A meeting as the digest tells of it.", "heads", NULL),
	OBJECT(posted, "The meeting of a post.", "meeting", NULL),
	OBJECT(having, "The actions of the same owners.", NULL, NULL),
	OBJECT(mentioned, "One person to mention.", NULL, NULL),
	OBJECT(heads, "What is known of every meeting.", "place", NULL),
	OBJECT(strand, "One strand of the discussions.", NULL, NULL),
	OBJECT(entry, "One statement, as item_html, item_text and item_discord.", "item", NULL),
	OBJECT(changes, "Meetings whose notes were changed.", NULL, NULL),
	OBJECT(changed, "One meeting whose notes were changed.", "heads", "change"),
	OBJECT(change, "What is new in the notes of a meeting.", NULL, NULL),
	{ "note", "A decision or announcement.", { "item", "place" }, NULL, 0 },
	OBJECT(item, "What the notes say, in three formats.", NULL, NULL),
	OBJECT(place, "Where it stands in the notes.", NULL, NULL),
	OBJECT(archive, "The first page of the archive.", "archive_page", NULL),
	OBJECT(archive_year, "The page of a year.", "archive_page", NULL),
	OBJECT(archive_digest, "The page of a digest, without what is for mail only.", "digest",
	       "archive_page"),
	OBJECT(archive_standing, "The page of a track or a person.", "archive_page", NULL),
	OBJECT(archive_feed, "The feed.", "archive_page", NULL),
	OBJECT(archive_page, "What every page of the archive has.", NULL, NULL),
	OBJECT(edition, "A digest in a list.", NULL, NULL),
	OBJECT(listed, "A track, a person or a year in a list.", NULL, NULL),
	OBJECT(archived, "An action on the page of a track or a person, with days instead of ages.",
	       "todo", NULL),
	OBJECT(feed_entry, "A digest in the feed.", NULL, NULL),
};

const ModelObject *
model_object_at(gsize number)
{
	return number < G_N_ELEMENTS(objects) ? &objects[number] : NULL;
}

const ModelObject *
model_object(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(objects); i++)
		if (g_strcmp0(objects[i].name, name) == 0)
			return &objects[i];
	return NULL;
}

const ModelField *
model_field(const ModelObject *object, const char *name)
{
	for (gsize i = 0; i < object->count; i++)
		if (strcmp(object->fields[i].name, name) == 0)
			return &object->fields[i];
	for (gsize i = 0; i < G_N_ELEMENTS(object->also) && object->also[i] != NULL; i++) {
		const ModelField *field = model_field(model_object(object->also[i]), name);
		if (field != NULL)
			return field;
	}
	return NULL;
}

void
model_names(const ModelObject *object, GPtrArray *names)
{
	for (gsize i = 0; i < object->count; i++)
		g_ptr_array_add(names, (gpointer)object->fields[i].name);
	for (gsize i = 0; i < G_N_ELEMENTS(object->also) && object->also[i] != NULL; i++)
		model_names(model_object(object->also[i]), names);
}

char *
model_shape_words(const ModelField *field)
{
	static const char *const words[] = { "text", "number", "flag", "", "list of " };

	return g_strconcat(words[field->shape], field->of, NULL);
}
