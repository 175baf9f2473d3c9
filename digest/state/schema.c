/* schema.c - what the state file holds, and bringing it there. */
#include "schema.h"

#include "base/error.h"
#include "state_internal.h"

/*
 * files: the stat cache; gone_at is 0 while the file is there.  The table is narrow because every
 * run reads it whole.  A row with `document` is one of the meetings of the file of that row, which
 * itself has no meeting; its `path` says which (Meeting.section), and its `origin` is the row of
 * the one meeting that the file was once, when this was a part of it. meetings: of each file its
 * newest snapshot; `items` are the rows of its actions as a JSON array, in the body's order.
 * snapshots: `superseded` is 1 when a newer one of the same file exists: those alone can be pruned.
 * actions: `seed` is what the name was made from; 0 for those of before; `touched` is the day on
 * which it came to be known, unless with all the others of a first scan or an import, or on which a
 * person last did something about it; otherwise 0. reminded: when a job last reminded a reader, by
 * the person's id or the target. deeds: who changed an action when and by what `way` ("command",
 * "mail"); `text` is its wording then. heard: answers that count once, by the hash of the
 * Message-ID or by their token. unheard: the latest that were not believed. wishes: what people
 * want who answered, and how often mail to them came back. copies: which files have an action; the
 * keys are checked at the end of a transaction, or each statement copies its pages. marks: what
 * ended an open action in the notes, as it stood then; `owners` are those that the file had before,
 * a line each. keys: every dedupe key that was ever queued.  bodies: once each, by SHA-256.
 * deliveries: `doubts` counts how often it became unknown; `reported` is the state in which the
 * postmaster was told of it; `first` is the key of a later part's first one. complaints: `once` is
 * 1 for a sentence that is told once for as long as it stays true, 0 for one that is told daily.
 * meta: single values that belong to the whole file, by name (state/meta.h). editions: the digests
 * that have a page in the archive; `data` is what its template is rendered from. archive: one row
 * while the archive's pages are up to date; `mark` tells what else they were made from. posts: what
 * is needed to edit a post whose row was pruned; `sum` is of the body that was sent last.
 * hooks_off: webhooks that are left alone; `sum` is of the settings under which they were refused.
 * linked: what open items link to (model/linked.h), by key; `day` is that of the latest meeting
 * that lists such an item, 0 when none does any more. Of actions, `looks` numbers those that look
 * done in the order in which that was found, `kept` is 1 for one that a person opened again,
 * `ended_by` says which forge ended it, and `links` is 0 for one that no file ever gave a link.
 */
const char schema_whole[] =
    "CREATE TABLE files ("
    " id INTEGER PRIMARY KEY, path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, device INTEGER NOT NULL, hash BLOB NOT NULL, checked_ns INTEGER NOT "
    "NULL,"
    " gone_at INTEGER NOT NULL DEFAULT 0, document INTEGER NOT NULL DEFAULT 0,"
    " origin INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX files_path ON files(path);"
    "CREATE INDEX files_gone ON files(hash, gone_at) WHERE gone_at > 0;"
    "CREATE INDEX files_document ON files(document) WHERE document > 0;"

    "CREATE TABLE snapshots ("
    " id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files, seen_at INTEGER NOT NULL,"
    " superseded INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL);"
    "CREATE INDEX snapshots_file ON snapshots(file);"
    "CREATE INDEX snapshots_old ON snapshots(seen_at) WHERE superseded = 1;"

    "CREATE TABLE meetings ("
    " file INTEGER PRIMARY KEY REFERENCES files, snapshot INTEGER NOT NULL REFERENCES snapshots,"
    " day INTEGER NOT NULL, fingerprint TEXT NOT NULL, items TEXT NOT NULL DEFAULT '[]');"
    "CREATE INDEX meetings_day ON meetings(day);"
    "CREATE INDEX meetings_snapshot ON meetings(snapshot);"

    "CREATE TABLE actions ("
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'open',"
    " by_person INTEGER NOT NULL DEFAULT 0, snapshot INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL DEFAULT 0, snoozed_until INTEGER NOT NULL DEFAULT 0,"
    " seed INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0,"
    " kept INTEGER NOT NULL DEFAULT 0, ended_by TEXT NOT NULL DEFAULT '',"
    " links INTEGER NOT NULL DEFAULT 1, touched INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX actions_ended ON actions(ended_at) WHERE ended_at > 0;"
    "CREATE INDEX actions_looks ON actions(looks) WHERE looks > 0;"
    "CREATE INDEX actions_touched ON actions(touched) WHERE touched > 0;"

    "CREATE TABLE copies ("
    " action INTEGER NOT NULL REFERENCES actions DEFERRABLE INITIALLY DEFERRED,"
    " file INTEGER NOT NULL REFERENCES meetings DEFERRABLE INITIALLY DEFERRED,"
    " PRIMARY KEY (action, file)) WITHOUT ROWID;"

    "CREATE TABLE marks ("
    " action INTEGER PRIMARY KEY REFERENCES actions, snapshot INTEGER NOT NULL,"
    " file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL, text TEXT NOT NULL,"
    " elsewhere INTEGER NOT NULL, owners TEXT NOT NULL);"
    "CREATE INDEX marks_snapshot ON marks(snapshot);"

    "CREATE TABLE jobs ("
    " name TEXT PRIMARY KEY, last_success INTEGER NOT NULL, snapshot INTEGER NOT NULL,"
    " looks INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"

    "CREATE TABLE deeds ("
    " id INTEGER PRIMARY KEY, action INTEGER NOT NULL, at INTEGER NOT NULL, verb TEXT NOT NULL,"
    " person TEXT NOT NULL, way TEXT NOT NULL, until INTEGER NOT NULL, text TEXT NOT NULL);"
    "CREATE INDEX deeds_action ON deeds(action);"
    "CREATE INDEX deeds_person ON deeds(person, at);"

    "CREATE TABLE heard (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE unheard ("
    " id INTEGER PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL,"
    " why TEXT NOT NULL);"

    "CREATE TABLE wishes ("
    " person TEXT PRIMARY KEY, stopped INTEGER NOT NULL DEFAULT 0, paused_until INTEGER NOT NULL "
    "DEFAULT 0,"
    " bounces INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"

    "CREATE TABLE reminded ("
    " job TEXT NOT NULL, reader TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (job, reader)) "
    "WITHOUT ROWID;"

    "CREATE TABLE keys (key TEXT PRIMARY KEY) WITHOUT ROWID;"

    "CREATE TABLE bodies (id INTEGER PRIMARY KEY, sum BLOB NOT NULL UNIQUE, body BLOB NOT NULL);"

    "CREATE TABLE deliveries ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE REFERENCES keys, job TEXT NOT "
    "NULL,"
    " kind TEXT NOT NULL, channel INTEGER NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,"
    " body INTEGER NOT NULL REFERENCES bodies, state TEXT NOT NULL DEFAULT 'queued',"
    " attempts INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, next_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL, deferred_at INTEGER NOT NULL DEFAULT 0, reply TEXT, remote_id "
    "TEXT,"
    " doubts INTEGER NOT NULL DEFAULT 0, reported TEXT NOT NULL DEFAULT '', first TEXT, thread "
    "TEXT);"
    "CREATE INDEX deliveries_body ON deliveries(body);"
    "CREATE INDEX deliveries_state ON deliveries(state, updated_at);"
    "CREATE INDEX deliveries_waiting ON deliveries(channel, id, next_at)"
    " WHERE state = 'queued' OR state = 'deferred' OR state = 'unknown';"

    "CREATE TABLE complaints ("
    " sentence TEXT PRIMARY KEY, said_at INTEGER NOT NULL, once INTEGER NOT NULL DEFAULT 0) "
    "WITHOUT ROWID;"

    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE editions ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL UNIQUE, job TEXT NOT NULL, day "
    "INTEGER NOT NULL,"
    " made_at INTEGER NOT NULL, data BLOB NOT NULL);"

    "CREATE TABLE archive (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL);"

    "CREATE TABLE posts ("
    " key TEXT PRIMARY KEY REFERENCES keys, remote_id TEXT NOT NULL, thread TEXT, sum BLOB NOT "
    "NULL) WITHOUT ROWID;"

    "CREATE TABLE linked ("
    " key TEXT PRIMARY KEY, forge TEXT NOT NULL, repo TEXT NOT NULL, request INTEGER NOT NULL,"
    " number INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'unknown',"
    " changed INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0, etag TEXT,"
    " day INTEGER NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE hooks_off ("
    " name TEXT PRIMARY KEY, sum TEXT NOT NULL, since INTEGER NOT NULL, why TEXT NOT NULL) WITHOUT "
    "ROWID;";

const char *const schema_steps[] = {
	/* 1 */
	"CREATE TABLE files ("
	" id INTEGER PRIMARY KEY, path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT "
	"NULL,"
	" inode INTEGER NOT NULL, device INTEGER NOT NULL, hash BLOB NOT NULL, checked_ns INTEGER "
	"NOT NULL,"
	" gone_at INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX files_path ON files(path);"
	"CREATE INDEX files_gone ON files(hash, gone_at) WHERE gone_at > 0;"
	"CREATE TABLE snapshots ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL REFERENCES files,"
	" seen_at INTEGER NOT NULL, superseded INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL);"
	"CREATE INDEX snapshots_file ON snapshots(file);"
	"CREATE INDEX snapshots_old ON snapshots(seen_at) WHERE superseded = 1;"
	"CREATE TABLE meetings ("
	" file INTEGER PRIMARY KEY REFERENCES files, snapshot INTEGER NOT NULL REFERENCES "
	"snapshots,"
	" day INTEGER NOT NULL, fingerprint TEXT NOT NULL, head BLOB NOT NULL);"
	"CREATE INDEX meetings_day ON meetings(day);"
	"CREATE INDEX meetings_snapshot ON meetings(snapshot);"
	"CREATE TABLE actions ("
	" id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'open',"
	" by_person INTEGER NOT NULL DEFAULT 0, snapshot INTEGER NOT NULL, created_at INTEGER NOT "
	"NULL,"
	" ended_at INTEGER NOT NULL DEFAULT 0, snoozed_until INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX actions_ended ON actions(ended_at) WHERE ended_at > 0;"
	"CREATE TABLE copies ("
	" file INTEGER NOT NULL REFERENCES files, place INTEGER NOT NULL,"
	" action INTEGER NOT NULL REFERENCES actions, day INTEGER NOT NULL, body BLOB NOT NULL,"
	" PRIMARY KEY (file, place)) WITHOUT ROWID;"
	"CREATE INDEX copies_action ON copies(action, day);"
	"CREATE INDEX copies_day ON copies(day, action);"
	"CREATE TABLE jobs ("
	" name TEXT PRIMARY KEY, last_success INTEGER NOT NULL, snapshot INTEGER NOT NULL) WITHOUT "
	"ROWID;"
	"CREATE TABLE keys (key TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TABLE bodies (id INTEGER PRIMARY KEY, sum BLOB NOT NULL UNIQUE, body BLOB NOT "
	"NULL);"
	"CREATE TABLE deliveries ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE REFERENCES keys, job TEXT "
	"NOT NULL,"
	" kind TEXT NOT NULL, channel INTEGER NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT "
	"NULL,"
	" body INTEGER NOT NULL REFERENCES bodies, state TEXT NOT NULL DEFAULT 'queued',"
	" attempts INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, next_at INTEGER NOT "
	"NULL,"
	" updated_at INTEGER NOT NULL, deferred_at INTEGER NOT NULL DEFAULT 0, reply TEXT, "
	"remote_id TEXT);"
	"CREATE INDEX deliveries_body ON deliveries(body);"
	"CREATE INDEX deliveries_state ON deliveries(state, updated_at);"
	"CREATE INDEX deliveries_waiting ON deliveries(channel, id, next_at)"
	" WHERE state IN ('queued', 'deferred');",
	/* 2 */
	"CREATE TABLE complaints (sentence TEXT PRIMARY KEY, said_at INTEGER NOT NULL) WITHOUT "
	"ROWID;",
	/* 3: what an action's name was made from; 0 for those of before */
	"ALTER TABLE actions ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;",
	/* 4 */
	"ALTER TABLE deliveries ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE deliveries ADD COLUMN reported TEXT NOT NULL DEFAULT '';"
	"UPDATE deliveries SET doubts = 1 WHERE state = 'unknown';"
	"DROP INDEX deliveries_waiting;"
	"CREATE INDEX deliveries_waiting ON deliveries(channel, id, next_at)"
	" WHERE state IN ('queued', 'deferred', 'unknown');",
	/* 5: no query goes by it, and it cost at every copy */
	"DROP INDEX copies_day;",
	/* 6: for IN (...) SQLite makes a table of the words at each change of a row */
	"DROP INDEX deliveries_waiting;"
	"CREATE INDEX deliveries_waiting ON deliveries(channel, id, next_at)"
	" WHERE state = 'queued' OR state = 'deferred' OR state = 'unknown';",
	/* 7 */
	"CREATE TABLE editions ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL UNIQUE, job TEXT NOT NULL, day "
	"INTEGER NOT NULL,"
	" made_at INTEGER NOT NULL, data BLOB NOT NULL);"
	"CREATE TABLE archive (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL);",
	/* 8 */
	"ALTER TABLE deliveries ADD COLUMN first TEXT;"
	"ALTER TABLE deliveries ADD COLUMN thread TEXT;"
	"CREATE TABLE posts ("
	"key TEXT PRIMARY KEY REFERENCES keys, remote_id TEXT NOT NULL, thread TEXT, sum BLOB NOT "
	"NULL) WITHOUT ROWID;"
	"CREATE TABLE hooks_off (name TEXT PRIMARY KEY, sum TEXT NOT NULL, since INTEGER NOT NULL, "
	"why TEXT NOT NULL)"
	" WITHOUT ROWID;",
	/* 9: rows that only ever come at the end cost half; the last snapshot is never deleted, so
	   none's number comes again */
	"CREATE TABLE old AS SELECT (file << 20) + place AS id, action, day, body FROM copies "
	"ORDER BY file, place;"
	"DROP TABLE copies;"
	"CREATE TABLE copies ("
	" id INTEGER PRIMARY KEY, action INTEGER NOT NULL REFERENCES actions, day INTEGER NOT "
	"NULL, body BLOB NOT "
	"NULL);"
	"INSERT INTO copies (id, action, day, body) SELECT * FROM old;"
	"CREATE INDEX copies_action ON copies(action, day);"
	"DROP TABLE old;"
	"CREATE TABLE old AS SELECT * FROM snapshots ORDER BY id;"
	"DROP TABLE snapshots;"
	"CREATE TABLE snapshots ("
	" id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files, seen_at INTEGER NOT NULL,"
	" superseded INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL);"
	"INSERT INTO snapshots SELECT * FROM old;"
	"CREATE INDEX snapshots_file ON snapshots(file);"
	"CREATE INDEX snapshots_old ON snapshots(seen_at) WHERE superseded = 1;"
	"DROP TABLE old;",
	/* 10: an item's words stand in its meeting's body, and what files have an action in one
	   small table */
	"ALTER TABLE meetings ADD COLUMN items TEXT NOT NULL DEFAULT '[]';"
	"UPDATE meetings SET items = (SELECT json_group_array(action) FROM (SELECT action FROM "
	"copies"
	" WHERE id BETWEEN meetings.file << 20 AND (meetings.file + 1 << 20) - 1 ORDER BY id));"
	"ALTER TABLE meetings DROP COLUMN head;"
	"DROP TABLE copies;"
	"CREATE TABLE copies ("
	" action INTEGER NOT NULL REFERENCES actions, file INTEGER NOT NULL REFERENCES meetings,"
	" PRIMARY KEY (action, file)) WITHOUT ROWID;"
	"INSERT OR IGNORE INTO copies SELECT j.value, m.file FROM meetings m JOIN "
	"json_each(m.items) j ORDER BY 1, 2;",
	/* 11: keys that are checked at the end of the transaction; for those that are not, each
	   statement copies its pages */
	"CREATE TABLE old AS SELECT * FROM copies;"
	"DROP TABLE copies;"
	"CREATE TABLE copies ("
	" action INTEGER NOT NULL REFERENCES actions DEFERRABLE INITIALLY DEFERRED,"
	" file INTEGER NOT NULL REFERENCES meetings DEFERRABLE INITIALLY DEFERRED,"
	" PRIMARY KEY (action, file)) WITHOUT ROWID;"
	"INSERT INTO copies SELECT * FROM old;"
	"DROP TABLE old;",
	/* 12 */
	"ALTER TABLE complaints ADD COLUMN once INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
	/* 13 */
	"CREATE TABLE marks ("
	" action INTEGER PRIMARY KEY REFERENCES actions, snapshot INTEGER NOT NULL,"
	" file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL, text TEXT NOT NULL,"
	" elsewhere INTEGER NOT NULL, owners TEXT NOT NULL);"
	"CREATE INDEX marks_snapshot ON marks(snapshot);",
	/* 14: the meetings of one file */
	"ALTER TABLE files ADD COLUMN document INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE files ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX files_document ON files(document) WHERE document > 0;",
	/* 15: what items link to */
	"ALTER TABLE actions ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE actions ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE actions ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE actions ADD COLUMN links INTEGER NOT NULL DEFAULT 1;"
	"CREATE INDEX actions_looks ON actions(looks) WHERE looks > 0;"
	"ALTER TABLE jobs ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE linked ("
	" key TEXT PRIMARY KEY, forge TEXT NOT NULL, repo TEXT NOT NULL, request INTEGER NOT NULL,"
	" number INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'unknown',"
	" changed INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0, etag TEXT,"
	" day INTEGER NOT NULL) WITHOUT ROWID;",
	/* 16: when an action came to be known or a person last did something about it, and whom
	   each job reminded when; answers: what was changed by whom, the messages that count, those
	   that do not, and what people want */
	"ALTER TABLE actions ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX actions_touched ON actions(touched) WHERE touched > 0;"
	"CREATE TABLE deeds ("
	" id INTEGER PRIMARY KEY, action INTEGER NOT NULL, at INTEGER NOT NULL, verb TEXT NOT NULL,"
	" person TEXT NOT NULL, way TEXT NOT NULL, until INTEGER NOT NULL, text TEXT NOT NULL);"
	"CREATE INDEX deeds_action ON deeds(action);"
	"CREATE INDEX deeds_person ON deeds(person, at);"
	"CREATE TABLE heard (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE unheard ("
	" id INTEGER PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL,"
	" why TEXT NOT NULL);"
	"CREATE TABLE wishes ("
	" person TEXT PRIMARY KEY, stopped INTEGER NOT NULL DEFAULT 0, paused_until INTEGER NOT "
	"NULL "
	"DEFAULT 0,"
	" bounces INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
	"CREATE TABLE reminded ("
	" job TEXT NOT NULL, reader TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (job, reader)) "
	"WITHOUT ROWID;",
};

const guint schema_step_count = G_N_ELEMENTS(schema_steps);

/*
 * All steps or none: each would wait for the disk several times.  Foreign keys are off meanwhile,
 * as SQLite wants it when a table is made anew; that has to be said outside the transaction.
 */
static gboolean
bring_up_to_date(State *state, guint version, GError **error)
{
	g_autoptr(GString) text = g_string_new("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;");

	if (version == 0)
		g_string_append_printf(text, "PRAGMA application_id = %d; %s",
		                       SCHEMA_APPLICATION_ID, schema_whole);
	for (; version > 0 && version < schema_step_count; version++)
		g_string_append(text, schema_steps[version]);
	g_string_append_printf(text, "PRAGMA user_version = %u; COMMIT; PRAGMA foreign_keys = ON;",
	                       schema_step_count);
	if (sql_script(state, text->str, error))
		return TRUE;
	if (!sqlite3_get_autocommit(state->db))
		(void)sql_script(state, "ROLLBACK", NULL);
	return FALSE;
}

/* A database with tables but without our mark belongs to another program. */
static gboolean
check_is_ours(State *state, gint64 version, GError **error)
{
	gint64 mark, tables;

	if (!sql_get_int(state, "PRAGMA application_id", 0, 0, &mark, error) ||
	    !sql_get_int(state, "SELECT count(*) FROM sqlite_schema", 0, 0, &tables, error))
		return FALSE;
	if (mark != SCHEMA_APPLICATION_ID && (mark != 0 || version != 0 || tables != 0)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: is another program's database; name another file under `state`",
		            state->shown);
		return FALSE;
	}
	if (version > (gint64)schema_step_count) {
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		    "%s: was written by a newer tidings (its format is %" G_GINT64_FORMAT
		    ", this program knows up to %u); use that program, or move the file away",
		    state->shown, version, schema_step_count);
		return FALSE;
	}
	return TRUE;
}

gboolean
schema_migrate(State *state, GError **error)
{
	gint64 version;

	if (!sql_get_int(state, "PRAGMA user_version", 0, 0, &version, error) ||
	    !check_is_ours(state, version, error))
		return FALSE;
	if (state->mode == STATE_PEEK && version > 0)
		return TRUE;
	if (state->mode == STATE_READ && version > 0 && version < (gint64)schema_step_count) {
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		    "%s: was written by an older tidings; `tidings run` brings it up to date",
		    state->shown);
		return FALSE;
	}
	return version == (gint64)schema_step_count ||
	       bring_up_to_date(state, (guint)version, error);
}
