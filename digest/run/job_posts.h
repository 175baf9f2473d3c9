/* job_posts.h - the messages of a job of kind post. */
#ifndef TIDINGS_RUN_JOB_POSTS_H
#define TIDINGS_RUN_JOB_POSTS_H

#include "compose/compose.h"
#include "run/job.h"

/*
 * Makes the posts for each change of `composition`, for the endpoints of its job and of the
 * meeting's tracks.  A meeting that is posted already is posted as it is now, as an edit.  Another
 * one is posted when it is news (compose_is_news()) and has something new.  When an endpoint would
 * get more than ten new posts, it gets a single one that lists the meetings; each of these gets its
 * own post at a later edit that deserves one.  Returns as job_compose().
 */
gboolean job_posts(const JobContext *context, const Composition *composition,
                   const MessageSink *sink, GError **error);

#endif
