/* smtp_bounds.h - what the process that talks to a mail server may not do. */
#ifndef TIDINGS_DELIVER_SMTP_BOUNDS_H
#define TIDINGS_DELIVER_SMTP_BOUNDS_H

/*
 * From here on this process and its threads change, make and remove no file, start no program and
 * no process, and gain no rights: the library that reads the server's answers needs none of that.
 * It still reads files, to find the server by its name. A kernel without Landlock (before 5.13, or
 * without it in its configuration) gives what else there is.
 */
void smtp_bounds_set(void);

#endif
