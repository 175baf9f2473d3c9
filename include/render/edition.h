/* edition.h - a digest as the state keeps it for its page in the archive. */
#ifndef TIDINGS_RENDER_EDITION_H
#define TIDINGS_RENDER_EDITION_H

#include "config/config.h"
#include "model/digest.h"

/* What the page's template is rendered from, but for what changes later: JSON, in the language of the digest's job.  New. */
GBytes *edition_data(const Digest *digest, const Config *config);

#endif
