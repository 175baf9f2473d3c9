/* deed.c - frees what somebody did about an action. */
#include "model/deed.h"

void
deed_free(Deed *deed)
{
	if (deed == NULL)
		return;
	g_free(deed->id);
	g_free(deed->text);
	g_free(deed->verb);
	g_free(deed->person);
	g_free(deed->way);
	g_free(deed);
}
