/* discord_body.h - a payload in the form that its request takes. */
#ifndef TIDINGS_RENDER_DISCORD_BODY_H
#define TIDINGS_RENDER_DISCORD_BODY_H

#include <glib.h>

/*
 * `payload` (an execute-webhook body) for a forum: it starts a thread called `name` (cut to what
 * Discord takes) with the tags of these ids (char *).  A payload that is no JSON object is returned
 * as it is, here and below.
 */
GBytes *discord_body_thread(GBytes *payload, const char *name, const GPtrArray *tags);

/* `payload` as an edit: what it does not have is emptied, where Discord would leave what is there.
 */
GBytes *discord_body_edit(GBytes *payload);

/* A message that opens an archived thread and notifies nobody: to be deleted again. */
GBytes *discord_body_knock(void);

#endif
