/* job_posts.h - the messages of a job of kind post. */
#ifndef TIDINGS_RUN_JOB_POSTS_H
#define TIDINGS_RUN_JOB_POSTS_H

#include "compose/compose.h"
#include "run/job.h"

/*
 * For each change of `composition` what the endpoints of its job and tracks are to show of the
 * meeting: of one that is posted whatever has changed, of another one when there is something new
 * in it and it is news (compose_is_news()).  When more than ten would be new in an endpoint, it
 * gets one post that lists them instead; the same meetings are listed once.  A meeting that was
 * only listed gets its own post when it is told again by an edit that would be worth one.  As
 * job_compose() otherwise.
 */
gboolean job_posts(const JobContext *job_context, const Composition *composition,
                   const MessageSink *sink, GError **error);

#endif
