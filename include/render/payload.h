/* payload.h - the bodies that messages can have: how each is made, kept in a file, and shown. */
#ifndef TIDINGS_RENDER_PAYLOAD_H
#define TIDINGS_RENDER_PAYLOAD_H

#include "render/render.h"

/*
 * Renders `digest` for an endpoint with that payload; `key` is that of the message.  For a post the
 * digest has one change; with several it lists them.  As render_mail() otherwise, which mail needs
 * instead.
 */
Rendering *render_payload(Payload payload, const Digest *digest, const char *key,
                          const Config *config, Templates *templates, GError **error);

/* How a file's name ends that holds one, without the dot: "eml". */
const char *payload_extension(Payload payload);

#endif
