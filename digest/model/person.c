/* person.c - creates and frees persons, groups and configured tracks. */
#include "model/person.h"

Person *
person_new(void)
{
	Person *person = g_new0(Person, 1);

	person->aliases = g_ptr_array_new_with_free_func(g_free);
	return person;
}

void
person_free(Person *person)
{
	if (person == NULL)
		return;
	g_free(person->id);
	g_free(person->name);
	g_ptr_array_unref(person->aliases);
	g_free(person->email);
	g_free(person->discord);
	g_free(person->language);
	g_free(person);
}

Group *
group_new(void)
{
	Group *group = g_new0(Group, 1);

	group->aliases = g_ptr_array_new_with_free_func(g_free);
	return group;
}

void
group_free(Group *group)
{
	if (group == NULL)
		return;
	g_free(group->id);
	g_ptr_array_unref(group->aliases);
	g_clear_pointer(&group->members, g_ptr_array_unref);
	g_free(group);
}

Track *
track_new(void)
{
	Track *track = g_new0(Track, 1);

	track->aliases = g_ptr_array_new_with_free_func(g_free);
	track->post_to = g_ptr_array_new_with_free_func(g_free);
	return track;
}

void
track_free(Track *track)
{
	if (track == NULL)
		return;
	g_free(track->id);
	g_free(track->name);
	g_ptr_array_unref(track->aliases);
	g_ptr_array_unref(track->post_to);
	g_free(track);
}
