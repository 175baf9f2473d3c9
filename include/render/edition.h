/* edition.h - a digest as the state keeps it for its page in the archive. */
#ifndef TIDINGS_RENDER_EDITION_H
#define TIDINGS_RENDER_EDITION_H

#include "config/config.h"
#include "model/digest.h"

/*
 * What the page's template is rendered from, but for what changes later: JSON, in the language of
 * the digest's job.  Its lists are as long as they may be in some 2 MiB; what does not fit is
 * counted.  New.
 */
GBytes *edition_data(const Digest *digest, const Config *config);

#endif
