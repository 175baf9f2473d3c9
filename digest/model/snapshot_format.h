/*
 * snapshot_format.h - a meeting as bytes for the state file.
 *
 * A flat encoding: numbers as LEB128, strings as length and bytes, lists as count and items.
 * GVariant would do the same with types, at several times the cost; this one is on the path of
 * every cold run.
 */
#ifndef TIDINGS_MODEL_SNAPSHOT_FORMAT_H
#define TIDINGS_MODEL_SNAPSHOT_FORMAT_H

enum {
	SNAPSHOT_VERSION = 2,
	WITHOUT_TIMES = 1 /* notes without the time of the next meeting; still read */
};

#endif
