/* path_day.h - the day of a meeting in the names of its file and folders. */
#ifndef TIDINGS_NOTES_PATH_DAY_H
#define TIDINGS_NOTES_PATH_DAY_H

#include "context.h"

/* What a path says; 0 for what it does not. */
typedef struct {
	Day day;         /* DAY_NONE */
	int year, month; /* as of `2016-08/`, of the file's name before that of a folder */
} PathDay;

/*
 * Reads the names of a path, the file's before those of its folders: `2023-05-10.md`,
 * `2023_05_10`, `20230510`, `05-10-2023`, `051023-board.md`, `board_May_10_2023.md`,
 * `2023-05/may-10.md`, `2023/05/10.md`.  `order` is that of `05-10-2023`.
 */
PathDay path_day_read(const char *path, Languages languages, DateOrder order);

/* Returns the day in the last name of a path, with its year, or DAY_NONE. */
Day path_day_of_name(const char *path, Languages languages, DateOrder order);

#endif
