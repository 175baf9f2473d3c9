/* lint_finding.h - one warning of lint as a line, for people and programs. */
#ifndef TIDINGS_RENDER_LINT_FINDING_H
#define TIDINGS_RENDER_LINT_FINDING_H

#include "model/lint_code.h"
#include "model/meeting.h"

typedef struct {
	const char *path; /* as the file system has it */
	const Warning *warning;
	LintSeverity severity;
} LintFinding;

/* Returns one line without a newline, valid UTF-8, newly allocated. */
typedef char *(*LintFindingFormat)(const LintFinding *finding);

/* `PATH:LINE:COLUMN: warning: text [code]`, as compilers write it. */
char *lint_finding_text(const LintFinding *finding);

/*
 * `::warning file=PATH,line=LINE,col=COLUMN::text [code]`, a workflow command of GitHub Actions: %,
 * CR and LF are escaped, and in the properties `:` and `,` too (actions/toolkit,
 * packages/core/src/command.ts).
 */
char *lint_finding_github(const LintFinding *finding);

/* An object with path, line, column, severity, code and message. */
char *lint_finding_json(const LintFinding *finding);

/* Returns the format called text, github or json; NULL for any other name. */
LintFindingFormat lint_finding_format(const char *name);

#endif
