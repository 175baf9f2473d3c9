/* lint_code.c - the table of lint's codes. */
#include "model/lint_code.h"

#include "base/text.h"

#include <string.h>

const LintCode lint_codes[] = {
	{ "ambiguous-owner", LINT_WARNING, LINT_CHANGES, "an owner fits more than one person",
	  "Nobody is reminded of such an item. Write the name in full, or add the person to the "
	  "participants: who was "
	  "there comes first." },
	{ "bad-date", LINT_WARNING, LINT_CHANGES, "a date that is in no calendar",
	  "For instance February 30. No deadline is taken from it." },
	{ "bad-datetime", LINT_WARNING, LINT_CHANGES,
	  "the date of the meeting is not written as it should be",
	  "It is read as well as possible. Write it as 2022-02-16T13:00:00+01:00." },
	{ "bad-front-matter", LINT_ERROR, LINT_CHANGES, "the front matter is no list of keys",
	  "It is left out altogether. Each line should be a key, a colon and a value." },
	{ "bad-utf8", LINT_WARNING, 0, "bytes that are no UTF-8",
	  "They are shown as U+FFFD. Save the file as UTF-8." },
	{ "broken-front-matter", LINT_ERROR, LINT_CHANGES,
	  "the front matter is no YAML, or has no end",
	  "Nothing of the file can be told: tidings keeps what it knew of it before." },
	{ "date-mismatch", LINT_WARNING, LINT_CHANGES,
	  "the title or the file's name has another date than the front matter",
	  "Mostly the front matter of the meeting before was copied. The datetime of the front "
	  "matter counts: with a "
	  "wrong "
	  "one digests place the meeting, and all that is due, on that day." },
	{ "due-before-meeting", LINT_WARNING, LINT_CHANGES,
	  "a deadline lies before the meeting that set it",
	  "Mostly a slip in the year or the month. An item that is marked as done is not looked "
	  "at." },
	{ "duplicate-action", LINT_WARNING, 0, "the same item stands twice in one file",
	  "With the same owners and the same words. It is told once for each time it stands "
	  "there." },
	{ "empty-file", LINT_ERROR, LINT_CHANGES, "the file is empty",
	  "Perhaps a program is about to write it, or the disk was full: tidings keeps what it "
	  "knew of it before. Write the notes, or delete the file." },
	{ "empty-item", LINT_WARNING, 0, "an owner with nothing to do behind the colon",
	  "Nothing is told of it. Write what is to be done, or delete the line." },
	{ "link-definition", LINT_WARNING, LINT_CHANGES,
	  "an item with its owner in brackets and an address is no text",
	  "In Markdown [NL]: https://example.org defines a link that nobody sees, and tidings does "
	  "not see it either. "
	  "Write "
	  "the owner without brackets." },
	{ "long-name", LINT_WARNING, 0, "a name is too long to be one",
	  "Of titles, locations, teams, participants, tags, headings, speakers and owners the "
	  "first 120 characters are "
	  "kept, so that no message grows by them." },
	{ "many-actions", LINT_WARNING, LINT_CHANGES,
	  "a file yields more actions than a meeting has",
	  "More than 40, or more than 10 for each participant. Mostly a transcript or a review of "
	  "earlier actions stands below a heading of actions. Put a heading above what is no "
	  "action." },
	{ "merge-conflict", LINT_ERROR, LINT_CHANGES, "a merge of git was not ended",
	  "Nothing of the file can be told: tidings keeps what it knew of it before. Keep what is "
	  "right of both sides "
	  "and "
	  "take the lines that begin with <<<<<<<, ======= and >>>>>>> out. In fenced code they "
	  "are left alone." },
	{ "missing-todos", LINT_WARNING, LINT_OFF,
	  "discussions, but no section for what is to be done",
	  "Only said when lint.enable or --enable names it. Neither a heading such as \"TODOs and "
	  "Decisions\" nor an item marked in the text. Where nothing was decided, a heading with "
	  "\"None\" says so." },
	{ "misspelt-key", LINT_WARNING, 0, "a key of the front matter that looks like another one",
	  "Its value is not read. Keys that resemble none of those that tidings reads are left in "
	  "peace." },
	{ "no-date", LINT_WARNING, LINT_CHANGES, "nothing says when the meeting was",
	  "Neither the front matter, a heading, a Date: line nor the name of the file. Digests "
	  "cannot place it." },
	{ "not-a-list", LINT_WARNING, 0, "one text where a list should be",
	  "It is split at commas. Write one item a line, each behind a hyphen." },
	{ "not-a-name", LINT_WARNING, 0, "an item of a list is no word", "It is left out." },
	{ "not-a-text", LINT_WARNING, 0, "a list or a mapping where a text should be",
	  "It is left out." },
	{ "not-text", LINT_ERROR, LINT_CHANGES, "the file is UTF-16, or has a NUL byte",
	  "Nothing of the file can be told: tidings keeps what it knew of it before. Save the file "
	  "as UTF-8." },
	{ "past-next-meeting", LINT_WARNING, LINT_CHANGES,
	  "the next meeting is announced for a day that is not after this one",
	  "The announcement is not told as one. Correct the date." },
	{ "placeholder", LINT_WARNING, 0, "a placeholder of the template is left",
	  "For instance \"TO FILL\" or \"TBD\", for an item or a participant. Fill it in or delete "
	  "it; \"None\" is no "
	  "placeholder." },
	{ "repeated-key", LINT_WARNING, 0, "a key stands twice in the front matter",
	  "The first one counts." },
	{ "same-meeting", LINT_WARNING, 0, "another file has the same time and team",
	  "Only looked for when no file is named. Mostly the date of the file that was copied." },
	{ "too-deep", LINT_WARNING, 0, "lists or quotes are nested without measure",
	  "Such lines are left out." },
	{ "too-many-items", LINT_WARNING, 0, "a file has more items than are read",
	  "10,000 of a kind are read, and 50,000 headings, paragraphs and items of lists together; "
	  "what comes after "
	  "them "
	  "is left out. Split the file." },
	{ "unknown-owner", LINT_WARNING, LINT_CHANGES,
	  "an owner whom the configuration does not know",
	  "The item is shown as nobody's. Said once for each owner and file, and only with a "
	  "configuration that has "
	  "people." },
	{ "unknown-participant", LINT_WARNING, 0,
	  "a participant whom the configuration does not know",
	  "Only with a configuration that has people." },
	{ "unknown-team", LINT_WARNING, 0, "a team that is no track of the configuration",
	  "Mostly it is misspelt. Only with a configuration that has tracks." },
	{ "unknown-zone", LINT_WARNING, LINT_CHANGES, "a time whose zone may be one of several",
	  "IST is that of Ireland, Israel or India. The day counts without a time. Write UTC+5:30 "
	  "or Asia/Kolkata." },
	{ "unread-marker", LINT_WARNING, LINT_CHANGES, "a task box or a marker that yields no item",
	  "Such as ACTION: or TODO: in the middle of something that is not read. Nothing is told "
	  "of it. Put it at the start of a line or a list item of its own." },
	{ "unreadable", LINT_ERROR, LINT_CHANGES, "the file cannot be read",
	  "Or it is longer than notes.max_size." },
	{ "weekday-mismatch", LINT_WARNING, LINT_CHANGES, "a weekday that contradicts its date",
	  "The date counts. Correct the one that is wrong." },
	{ "zone-mismatch", LINT_WARNING, LINT_CHANGES,
	  "the offset of the datetime is not that of the configured timezone",
	  "Mostly summer time was forgotten. The time counts as it is written." },
};
const gsize lint_codes_count = G_N_ELEMENTS(lint_codes);

const char *
lint_severity_word(LintSeverity severity)
{
	return severity == LINT_ERROR ? "error" : "warning";
}

const LintCode *
lint_code(const char *code)
{
	for (gsize i = 0; i < lint_codes_count; i++)
		if (strcmp(lint_codes[i].code, code) == 0)
			return &lint_codes[i];
	return NULL;
}

const char *
lint_code_guess(const char *code)
{
	const char *words[G_N_ELEMENTS(lint_codes) + 1] = { NULL };

	for (gsize i = 0; i < lint_codes_count; i++)
		words[i] = lint_codes[i].code;
	return text_guess(code, words);
}
