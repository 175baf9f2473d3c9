/*
 * marked.h - marks for xgettext: what they mark goes into po/tidings.pot.
 *
 * MARK(text)           a text, looked up where the table is read
 * MARK_AS(name, text)  a row { name, text } whose name is the text's context (msgctxt)
 * MARK_N(one, many)    a row { one, many }: a text with plural forms
 */
#ifndef TIDINGS_RENDER_MARKED_H
#define TIDINGS_RENDER_MARKED_H

/* clang-format off: the parts of a table's row */
#define MARK_AS(name, text)                                                                        \
	{                                                                                          \
		name, text                                                                         \
	}
#define MARK_N(one, many)                                                                          \
	{                                                                                          \
		one, many                                                                          \
	}
/* clang-format on */

#endif
