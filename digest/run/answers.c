/* answers.c - takes what people answered to reminders, and what came back. */
#include "run/answers.h"

#include "base/error.h"
#include "base/text.h"
#include "people/resolve.h"
#include "render/answer_words.h"
#include "render/mail_header.h"
#include "render/mail_read.h"
#include "run/deeds.h"
#include "state/actions.h"
#include "state/answers.h"

#include <string.h>

enum {
	BOUNCES_MAX = 3,
	SHOWN_MAX = 120 /* characters of a sender and a subject that the organiser reads */
};

/* One message that is being taken. */
typedef struct {
	State *state;
	const Config *config;
	const MailRead *mail;
	gint64 now;
	Day today;
} Taking;

char *
answers_key(const Config *config, GError **error)
{
	if (config->answers.secret == NULL)
		return NULL;
	char *key = secret_fetch(config->answers.secret, error);
	if (key == NULL || strlen(key) >= ANSWER_KEY_MIN)
		return key;

	secret_wipe(key);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
	            "%s: the secret of answers has fewer than %d characters; make one by: openssl "
	            "rand -hex 32",
	            config->answers.secret->position, ANSWER_KEY_MIN);
	return NULL;
}

static char *
shortened(const char *text)
{
	g_autofree char *shown = text_escape_for_terminal(text != NULL ? text : "", -1);

	return g_utf8_substring(shown, 0, MIN(g_utf8_strlen(shown, -1), SHOWN_MAX));
}

static gboolean
leave_unheard(const Taking *taking, const char *why, AnswerOutcome *outcome, GError **error)
{
	g_autofree char *sender = shortened(taking->mail->from);
	g_autofree char *subject = shortened(taking->mail->subject);
	const Unheard unheard = { taking->now, sender, subject, (char *)why };

	*outcome = ANSWER_UNHEARD;
	return unheard_put(taking->state, &unheard, error);
}

/* Changes what a person wants, and notes that mail reaches the person. */
static gboolean
do_wish(const Taking *taking, const char *person, AnswerVerb verb, GError **error)
{
	Wishes wishes = { 0 };
	if (!wishes_get(taking->state, person, &wishes, error))
		return FALSE;

	wishes.bounces = 0;
	if (verb == ANSWER_STOP)
		wishes.stopped = TRUE;
	if (verb == ANSWER_PAUSE)
		wishes.paused_until = taking->today + ANSWER_PAUSE_DAYS;
	if (verb == ANSWER_RESUME)
		wishes = (Wishes){ 0 };
	return wishes_put(taking->state, person, &wishes, error);
}

/* Does what one line says.  An action that is not there any more leaves the message unheard. */
static gboolean
do_line(const Taking *taking, const char *person, const AnswerLine *line, AnswerOutcome *outcome,
        GError **error)
{
	g_autoptr(GError) local = NULL;
	const char *verb = line->verb == ANSWER_DONE    ? "done"
	                   : line->verb == ANSWER_LATER ? "snooze"
	                                                : "drop";
	Day later = line->until != DAY_NONE ? line->until : taking->today + ANSWER_LATER_DAYS;
	const Deed deed = { .id = (char *)line->item,
		            .verb = (char *)verb,
		            .person = (char *)person,
		            .way = (char *)"mail",
		            .until = line->verb == ANSWER_LATER ? later : DAY_NONE };

	if (!do_wish(taking, person, line->verb, error))
		return FALSE;
	*outcome = ANSWER_TAKEN;
	if (!answer_is_of_item(line->verb) ||
	    deed_do(taking->state, &deed, taking->now, taking->today, &local))
		return TRUE;
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_DATA))
		return leave_unheard(taking, local->message, outcome, error);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

/* Takes an answer by a link: its token says whose it is, whoever sent it. */
static gboolean
take_token(const Taking *taking, const char *key, const AnswerLine *line, AnswerOutcome *outcome,
           GError **error)
{
	g_autofree char *person = key != NULL ? answer_token_check(key, line->verb, line->item,
	                                                           line->token, taking->today)
	                                      : NULL;
	gboolean first = FALSE;
	if (person == NULL)
		return leave_unheard(taking, "its link is not one of ours, or too old", outcome,
		                     error);
	if (roster_person(taking->config->roster, person) == NULL)
		return leave_unheard(taking, "its link was for a person who is not there any more",
		                     outcome, error);

	g_autofree char *used = g_strconcat("token:", line->token, NULL);
	if (!heard_add(taking->state, used, taking->now, &first, error))
		return FALSE;
	if (!first) {
		*outcome = ANSWER_IGNORED;
		return TRUE;
	}
	return do_line(taking, person, line, outcome, error);
}

/* Returns the one person whose address it is; NULL for none and for several. */
static const Person *
person_of_address(const Config *config, const char *address)
{
	const GPtrArray *people = roster_people(config->roster);
	const Person *found = NULL;

	for (guint i = 0; address != NULL && i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		if (person->email == NULL || g_ascii_strcasecmp(person->email, address) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = person;
	}
	return found;
}

static gboolean
is_trusted(const Config *config, const MailRead *mail)
{
	for (guint i = 0; mail->passed && mail->host != NULL && i < config->answers.trust->len; i++)
		if (g_ascii_strcasecmp(g_ptr_array_index(config->answers.trust, i), mail->host) ==
		    0)
			return TRUE;
	return FALSE;
}

/* Sets `*own` to whether the person has the open action `id`. */
static gboolean
is_own(const Taking *taking, const Person *person, const char *id, gboolean *own, GError **error)
{
	Day since = config_expiry(taking->config, taking->today);
	g_autoptr(GPtrArray) records = actions_load(taking->state, 0, since, error);
	if (records == NULL)
		return FALSE;

	g_autoptr(Resolver) resolver = resolver_new(taking->config->roster);
	resolve_records(resolver, records);
	*own = FALSE;
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		if (strcmp(record->id, id) == 0)
			*own = g_ptr_array_find_with_equal_func(record->action->people, person->id,
			                                        g_str_equal, NULL);
	}
	return TRUE;
}

static gboolean
do_own_line(const Taking *taking, const Person *person, const AnswerLine *line,
            AnswerOutcome *outcome, GError **error)
{
	gboolean own = TRUE;

	if (answer_is_of_item(line->verb) && !is_own(taking, person, line->item, &own, error))
		return FALSE;
	if (own)
		return do_line(taking, person->id, line, outcome, error);
	g_autofree char *why =
	    g_strdup_printf("%s is not an open action of the sender's", line->item);
	return leave_unheard(taking, why, outcome, error);
}

/* Takes a reply in words: its subject, or its first lines as far as they are answers. */
static gboolean
take_lines(const Taking *taking, AnswerOutcome *outcome, GError **error)
{
	const MailRead *mail = taking->mail;
	const Person *person = person_of_address(taking->config, mail->from);
	AnswerLine line;
	const char *first = mail->lines->len > 0 ? g_ptr_array_index(mail->lines, 0) : "";
	gboolean by_subject = answer_line_parse(mail->subject, taking->today, &line);

	if (!by_subject && !answer_line_parse(first, taking->today, &line))
		return leave_unheard(taking, "it says nothing that can be understood", outcome,
		                     error);
	if (person == NULL)
		return leave_unheard(taking, "it has no link, and not one known person's address",
		                     outcome, error);
	if (!is_trusted(taking->config, mail))
		return leave_unheard(taking, "it has no link, and nobody vouches for its sender",
		                     outcome, error);
	if (by_subject)
		return do_own_line(taking, person, &line, outcome, error);
	for (guint i = 0; i < mail->lines->len; i++) {
		if (!answer_line_parse(g_ptr_array_index(mail->lines, i), taking->today, &line) ||
		    line.token[0] != '\0')
			break;
		if (!do_own_line(taking, person, &line, outcome, error))
			return FALSE;
	}
	return TRUE;
}

/* Counts what a delivery status notification says about the people of the configuration. */
static gboolean
take_report(const Taking *taking, AnswerOutcome *outcome, GError **error)
{
	const GPtrArray *people = roster_people(taking->config->roster);

	*outcome = ANSWER_IGNORED;
	for (guint p = 0; p < people->len; p++) {
		const Person *person = g_ptr_array_index(people, p);
		gboolean failed = FALSE;
		Wishes wishes = { 0 };
		for (guint i = 0; person->email != NULL && i < taking->mail->failed->len; i++)
			failed = failed || g_ascii_strcasecmp(
			                       person->email,
			                       g_ptr_array_index(taking->mail->failed, i)) == 0;
		if (!failed)
			continue;
		if (!wishes_get(taking->state, person->id, &wishes, error))
			return FALSE;
		wishes.bounces = MIN(wishes.bounces + 1, 1000);
		*outcome = ANSWER_BOUNCE;
		if (!wishes_put(taking->state, person->id, &wishes, error))
			return FALSE;
	}
	return TRUE;
}

/* Says whether it is from one of tidings' own addresses: a loop. */
static gboolean
is_own_mail(const Config *config, const MailRead *mail)
{
	const char *const mailboxes[] = { config->mail.from, config->mail.answers };

	for (gsize i = 0; mail->from != NULL && i < G_N_ELEMENTS(mailboxes); i++) {
		g_autofree char *address = NULL;
		if (mailboxes[i] != NULL && mailbox_parse(mailboxes[i], NULL, &address, NULL) &&
		    g_ascii_strcasecmp(address, mail->from) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
answers_take(State *state, const Config *config, const char *key, GBytes *bytes, gint64 now,
             AnswerOutcome *outcome, GError **error)
{
	g_autoptr(MailRead) mail = mail_read(bytes);
	const Taking taking = { state, config, mail, now, day_from_unix(now, config->timezone) };
	gboolean first = FALSE;
	AnswerLine line;

	*outcome = ANSWER_NO_MAIL;
	if (mail == NULL)
		return TRUE;
	*outcome = ANSWER_IGNORED;
	if (!mail->report && (mail->automatic || is_own_mail(config, mail)))
		return TRUE;
	if (!heard_add(state, mail->id, now, &first, error))
		return FALSE;
	if (!first)
		return TRUE;
	if (mail->report)
		return take_report(&taking, outcome, error);
	if (answer_line_parse(mail->subject, taking.today, &line) && line.token[0] != '\0')
		return take_token(&taking, key, &line, outcome, error);
	return take_lines(&taking, outcome, error);
}

gboolean
answers_notices(State *state, const Config *config, GPtrArray *notices, GError **error)
{
	const GPtrArray *people = roster_people(config->roster);

	for (guint i = 0; config->mail.answers != NULL && i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		Wishes wishes = { 0 };
		if (!wishes_get(state, person->id, &wishes, error))
			return FALSE;
		if (wishes.bounces < BOUNCES_MAX || person->email == NULL)
			continue;
		g_autofree char *address = text_escape_for_terminal(person->email, -1);
		g_ptr_array_add(notices,
		                g_strdup_printf("mail to %s (%s) came back three times for good; "
		                                "mend the address in the list of people",
		                                address, person->id));
	}
	return TRUE;
}
