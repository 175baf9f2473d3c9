/* data_model_archive.c - the table of what the templates of the archive can name. */
#include "data_model.h"

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

const ModelObject model_archive[] = {
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
const gsize model_archive_count = G_N_ELEMENTS(model_archive);
