/* test_path_day.c - the day of a meeting in the names of its file and folders. */
#include "notes/path_day.h"

typedef struct {
	const char *path, *day; /* "" for none */
	DateOrder order;
} Case;

static void
check(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		PathDay read = path_day_read(cases[i].path, LANGUAGES_ALL, cases[i].order);
		g_autofree char *day = day_to_iso(read.day);
		g_test_message("%s", cases[i].path);
		g_assert_cmpstr(day != NULL ? day : "", ==, cases[i].day);
	}
}

static void
test_names(void)
{
	static const Case cases[] = {
		{ "notes/2023-05-10.md", "2023-05-10", 0 },
		{ "notes/2023_5_10-board.md", "2023-05-10", 0 },
		{ "board-2023.05.10.md", "2023-05-10", 0 },
		{ "20230510.md", "2023-05-10", 0 },
		{ "board_20230510_b.md", "2023-05-10", 0 },
		{ "05102023.md", "", DATE_ORDER_UNKNOWN },
		{ "05102023.md", "2023-05-10", DATE_ORDER_MONTH_FIRST },
		{ "05132023.md", "2023-05-13", 0 },
		{ "05-13-2023-weekly.md", "2023-05-13", 0 },
		{ "board-13-05-2023.md", "2023-05-13", 0 },
		{ "Board (13-05-2023).md", "2023-05-13", 0 },
		{ "Board 13.5.2023.md", "2023-05-13", 0 },
		{ "051323-progress.md", "2023-05-13", 0 },
		{ "230513-progress.md", "2023-05-13", 0 },
		{ "meeting_24_date_May_10_2023.md", "2023-05-10", 0 },
		{ "10-mai-2023.md", "2023-05-10", 0 },
		{ "acta-4-de-abril-de-2024.md", "2024-04-04", 0 },
		{ "3.-April-2024-Protokoll.md", "2024-04-03", 0 },
		{ "compte-rendu-1er-février-2024.md", "2024-02-01", 0 },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_folders(void)
{
	static const Case cases[] = {
		{ "2023-05-10 Start/README.md", "2023-05-10", 0 },
		{ "2023-05-10/_index/main.md", "2023-05-10", 0 },
		{ "2021-01-01/20230510.md", "2023-05-10", 0 },
		{ "2016-08/august-05.md", "2016-08-05", 0 },
		{ "2018/2018-11/nov-05.md", "2018-11-05", 0 },
		{ "2023/05/10.md", "2023-05-10", 0 },
		{ "2023/05-May/10-board.md", "2023-05-10", 0 },
		{ "2023/Mai/10.md", "2023-05-10", 0 },
		{ "2023-05/10.md", "2023-05-10", 0 },
		{ "2023/05-10.md", "2023-05-10", 0 },
		{ "2023/may-10-board.md", "2023-05-10", 0 },
		{ "minutes/2023/10 May.md", "2023-05-10", 0 },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_none(void)
{
	static const Case cases[] = {
		{ "notes.md", "", 0 },
		{ "", "", 0 },
		{ "2023/notes.md", "", 0 },
		{ "2023-05.md", "", 0 },
		{ "board-12345678.md", "", 0 },
		{ "board-2023-02-30.md", "", 0 },
		{ "123456-ticket.md", "", 0 },
		{ "ticket-230513.md", "", 0 },
		{ "05-06-2023.md", "", DATE_ORDER_UNKNOWN },
		{ "week 12 2024.md", "", 0 },
		{ "2024/week-12.md", "", 0 },
		{ "2024/release-1.2.md", "", 0 },
		{ "meeting3.md", "", 0 },
		{ "2023-2024/03-05.md", "", 0 },
	};
	check(cases, G_N_ELEMENTS(cases));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/path-day/names", test_names);
	g_test_add_func("/path-day/folders", test_folders);
	g_test_add_func("/path-day/none", test_none);
	return g_test_run();
}
