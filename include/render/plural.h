/* plural.h - the rule by which a language chooses among its plural forms.  Private to the room. */
#ifndef TIDINGS_RENDER_PLURAL_H
#define TIDINGS_RENDER_PLURAL_H

#include <glib.h>

/*
 * The form for `n` by a rule as the header of a gettext catalogue has it behind "plural=": an expression of C over n with
 * ?: || && == != < > <= >= + - * / % ! and parentheses, up to a `;` (GNU gettext manual, "Plural forms").
 * It ends within `length` bytes.  FALSE when it is no such expression.
 */
gboolean plural_form(const char *rule, gsize length, guint n, gulong *form);

#endif
