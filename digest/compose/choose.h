/* choose.h - which items a reminder shows, and whether it is worth a mail. */
#ifndef TIDINGS_COMPOSE_CHOOSE_H
#define TIDINGS_COMPOSE_CHOOSE_H

#include "model/digest.h"

/*
 * Gives the actions of a reminder their places: first those that are due, new or listed for the
 * last time, then the oldest.  Sets has_news.
 */
void compose_choose(Digest *digest);

/* Compares two actions that are otherwise alike: in the order in which the notes have them. */
int choose_order(const DigestAction *x, const DigestAction *y);

#endif
