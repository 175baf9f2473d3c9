/* answers_fetch.c - takes the answers of a mailbox. */
#include "base/fail_point.h"
#include "deliver/imap.h"
#include "render/mail_read.h"
#include "run/answers.h"
#include "state/answers.h"

/* Takes the mails and notes how far the mailbox was read: both, or neither. */
static gboolean
take_all(State *state, const Config *config, const GPtrArray *mails, const ImapPlace *place,
         gint64 now, GError **error)
{
	char *key = answers_key(config, error);
	if (key == NULL && *error != NULL)
		return FALSE;

	gboolean done = state_begin(state, error);
	for (guint i = 0; done && i < mails->len; i++) {
		AnswerOutcome outcome;
		FAIL_POINT("answer");
		done = answers_take(state, config, key, g_ptr_array_index(mails, i), now, &outcome,
		                    error);
	}
	secret_wipe(key);
	done =
	    done &&
	    mailbox_place_put(state, config->answers.imap, place->validity, place->last, error) &&
	    state_commit(state, error);
	if (!done)
		state_rollback(state);
	return done;
}

static gboolean
fetch(State *state, const Config *config, const ImapServer *server, gint64 now, GError **error)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	ImapPlace place = { 0 };
	if (!mailbox_place_get(state, config->answers.imap, &place.validity, &place.last, error))
		return FALSE;

	const ImapPlace before = place;
	if (!imap_fetch(server, MAIL_READ_MAX, &place, mails, error))
		return FALSE;
	/* a run that does not write is cheap */
	if (mails->len == 0 && place.validity == before.validity && place.last == before.last)
		return TRUE;
	return take_all(state, config, mails, &place, now, error);
}

gboolean
answers_fetch(State *state, const Config *config, gint64 now, GError **error)
{
	const AnswerSettings *answers = &config->answers;
	g_autoptr(GError) local = NULL;
	char *password = answers->password != NULL ? secret_fetch(answers->password, &local) : NULL;
	char *token =
	    answers->oauth != NULL && local == NULL ? secret_fetch(answers->oauth, &local) : NULL;
	const ImapServer server = { answers->imap, answers->user, password, token,
		                    answers->ca_file };

	gboolean done = local == NULL && fetch(state, config, &server, now, &local);
	secret_wipe(password);
	secret_wipe(token);
	if (!done)
		g_propagate_error(error, g_steal_pointer(&local));
	return done;
}
