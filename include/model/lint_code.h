/* lint_code.h - lint's codes: one table for severities, help and the manual page. */
#ifndef TIDINGS_MODEL_LINT_CODE_H
#define TIDINGS_MODEL_LINT_CODE_H

#include <glib.h>

typedef enum {
	LINT_WARNING,
	LINT_ERROR,
} LintSeverity;

typedef enum {
	LINT_CHANGES =
	    1 << 0,        /* it changes what is told: a date, an owner, whether an item is one */
	LINT_OFF = 1 << 1, /* it is only said when it is asked for */
} LintFlags;

typedef struct {
	const char *code; /* stable: "bad-datetime" */
	LintSeverity severity;
	guint flags;         /* LintFlags */
	const char *meaning; /* one line, small letter, no full stop */
	const char *help;    /* a few sentences for the manual page; plain text */
} LintCode;

extern const LintCode lint_codes[]; /* by code */
extern const gsize lint_codes_count;

const char *lint_severity_word(LintSeverity severity);

/* Returns the code's row, or NULL for an unknown code. */
const LintCode *lint_code(const char *code);

/* Returns the code that was probably meant, or NULL. Belongs to the table. */
const char *lint_code_guess(const char *code);

#endif
