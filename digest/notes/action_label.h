/* action_label.h - labels of actions among blocks: `Next steps:` above a list. */
#ifndef TIDINGS_NOTES_ACTION_LABEL_H
#define TIDINGS_NOTES_ACTION_LABEL_H

#include "markdown/outline.h"
#include "vocabulary.h"

/* TRUE if block `index` is a list or a table right below a line `Action items:`, in notes that have
 * no heading for it. */
gboolean action_label_has_list(Languages languages, const Source *source, const GArray *blocks,
                               guint index);

/* TRUE if block `index` is a paragraph that is nothing but the label of the list below it. */
gboolean action_label_is_alone(Languages languages, const Source *source, const GArray *blocks,
                               guint index);

/*
 * TRUE for a paragraph whose first line is a label, and whose other lines are items, as pads export
 * them:
 *
 *	Next steps:\\
 *	Nora: call the landlord\\
 *	Ben to buy paint
 */
gboolean action_label_begins(Languages languages, const Source *source, const Block *block);

#endif
