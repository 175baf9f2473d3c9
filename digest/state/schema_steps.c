/* schema_steps.c - how the state file came to hold what it does. */
#include "schema.h"

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
};

const guint schema_step_count = G_N_ELEMENTS(schema_steps);
