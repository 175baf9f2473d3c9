/* data_footer.c - the end of a mail: why it came and how to stop it. */
#include "data.h"
#include "link.h"
#include "render/mime.h"
#include "render/words.h"

static void
set_way_out(const Data *data, json_t *footer, const char *label, const char *subject)
{
	const MailSettings *mail = &data->config->mail;
	const char *mailbox = mail->unsubscribe != NULL ? mail->unsubscribe
	                      : mail->reply_to != NULL  ? mail->reply_to
	                                                : mail->from;
	g_autofree char *name = NULL, *address = NULL;

	json_object_set_new(footer, "label", json_string(label));
	json_object_set_new(footer, "link", json_null());
	if (mailbox == NULL || !mime_mailbox(mailbox, &name, &address, NULL))
		return;
	g_autofree char *link = link_mailto(address, subject);
	json_object_set_new(footer, "link", json_string(link));
}

static json_t *
footer_in(const Data *data, const Catalogue *language)
{
	const Person *reader = data->digest->reader;
	const Target *target = data->target;
	json_t *footer = json_object();
	gboolean personal = target != NULL && target->kind == TARGET_OWNERS;
	const char *who = target != NULL && target->value != NULL ? target->value
	                  : reader != NULL                        ? reader->name
	                                                          : "";
	const char *label = words_label(language, personal ? "stop_reminders" : "unsubscribe");
	const char *why = personal                                        ? "why_owner"
	                  : target != NULL && target->kind == TARGET_LIST ? "why_list"
	                                                                  : "why_mail";
	const char *about = reader != NULL && reader->email != NULL ? reader->email : who;
	g_autofree char *subject =
	    words_sentence(language, personal ? "stop_subject" : "unsubscribe_subject", about);

	data_take_text(footer, "why", words_sentence(language, why, who));
	data_take_text(footer, "job", words_sentence(language, "job", data->digest->job));
	set_way_out(data, footer, label, subject);
	return footer;
}

json_t *
data_footer(const Data *data)
{
	json_t *footer = footer_in(data, data->words);

	/* On a list there is always somebody who does not read its language, and who must be able
	 * to stop it. */
	json_object_set_new(footer, "english",
	                    data->words == NULL ? json_null() : footer_in(data, NULL));
	return footer;
}
