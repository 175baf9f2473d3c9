/* smtp_bounds.h - limits of the process that talks to a mail server. */
#ifndef TIDINGS_DELIVER_SMTP_BOUNDS_H
#define TIDINGS_DELIVER_SMTP_BOUNDS_H

/*
 * From here on this process and its threads cannot change, make or remove files, start programs or
 * processes, or gain rights: the library that reads the server's answers needs none of that.  Files
 * can be read, to find the server by its name.  On a kernel without Landlock (before 5.13, or not
 * configured) only the other limits apply.
 */
void smtp_bounds_set(void);

#endif
