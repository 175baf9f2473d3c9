#!/usr/bin/python3
"""upgrade: a state file that an older tidings left is brought up to date by `run`, and nothing in it is forgotten."""
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

# What steps 9 to 16 changed, the other way round: the tables as step 8 left them.  What a copy's body and a meeting's
# head held is nothing that is read again.
STEP_8 = """\
DROP TABLE linked;
DROP INDEX actions_looks;
ALTER TABLE actions DROP COLUMN looks;
ALTER TABLE actions DROP COLUMN kept;
ALTER TABLE actions DROP COLUMN ended_by;
ALTER TABLE actions DROP COLUMN links;
ALTER TABLE jobs DROP COLUMN looks;
DROP TABLE reminded; DROP TABLE deeds; DROP TABLE heard; DROP TABLE unheard; DROP TABLE wishes;
DROP INDEX actions_touched;
ALTER TABLE actions DROP COLUMN touched;
DROP INDEX files_document;
ALTER TABLE files DROP COLUMN document;
ALTER TABLE files DROP COLUMN origin;
DROP TABLE marks;
DROP TABLE meta;
ALTER TABLE complaints DROP COLUMN once;
CREATE TABLE was AS SELECT m.file, j.key AS place, j.value AS action, m.day FROM meetings m JOIN json_each(m.items) j;
DROP TABLE copies;
CREATE TABLE copies (
 file INTEGER NOT NULL REFERENCES files, place INTEGER NOT NULL, action INTEGER NOT NULL REFERENCES actions,
 day INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (file, place)) WITHOUT ROWID;
INSERT INTO copies SELECT file, place, action, day, x'02' FROM was;
ALTER TABLE meetings DROP COLUMN items;
ALTER TABLE meetings ADD COLUMN head BLOB NOT NULL DEFAULT x'02';
CREATE INDEX copies_action ON copies(action, day);
DROP TABLE was;
CREATE TABLE was AS SELECT * FROM snapshots;
DROP TABLE snapshots;
CREATE TABLE snapshots (
 id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL REFERENCES files, seen_at INTEGER NOT NULL,
 superseded INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL);
INSERT INTO snapshots SELECT * FROM was;
CREATE INDEX snapshots_file ON snapshots(file);
CREATE INDEX snapshots_old ON snapshots(seen_at) WHERE superseded = 1;
DROP TABLE was;
PRAGMA user_version = 8;
PRAGMA journal_mode = DELETE;
PRAGMA page_size = 8192;
VACUUM;
PRAGMA journal_mode = WAL;
"""


def make_old(scene):
    database = sqlite3.connect(scene.folder / "state.db")
    database.executescript(STEP_8)
    database.close()


def look(scene, question):
    database = sqlite3.connect(scene.folder / "state.db")
    rows = database.execute(question).fetchall()
    database.close()
    return rows


tap = Tap()
scene = Scene()
scene.meeting("a.md", "2026-02-16", "- AP: Order rain gauges\n- DT: Paint the mast")
scene.meeting("b.md", "2026-02-23", "- AP: Order rain gauges\n- AP/DT: Weigh the anchor")
scene.run("run")
before = scene.actions()
scene.mails()
make_old(scene)

tap.ok("brings it up to date" in scene.run("actions").err, "a command that only reads asks for a run")
result = scene.run("preview", "weekly", "--out", "out")
tap.is_((result.status, "state" in result.err), (0, False), "a preview reads it all the same, whatever the size of its pages")
result = scene.run("run")
tap.is_((result.status, result.err, scene.mails()), (0, "", []), "the run after it is silent and sends nothing again")
tap.is_(scene.actions(), before, "every action is there with its name, days and meetings")
tap.is_(look(scene, "PRAGMA integrity_check") + look(scene, "PRAGMA foreign_key_check"), [("ok",)], "the file is whole")

scene.meeting("b.md", "2026-02-23", "- [x] AP: Order rain gauges\n- AP/DT: Weigh the big anchor")
scene.run("run")
tap.is_([a["id"] for a in scene.actions()], [a["id"] for a in before if "rain" not in a["text"]],
        "an edit finds the actions that the older program stored")
scene.mails(), scene.payloads()

# a file with one dated heading, of which the newer program makes two meetings
FIRST = "## 2026-02-25\n\n### TODOs\n\n- DT: Tar the roof\n"
scene.note("sync.md", f"# Sync\n\n{FIRST}")
scene.run("run")
before = scene.actions()
posts = look(scene, "SELECT key FROM deliveries WHERE kind = 'post'")
scene.mails(), scene.payloads()
make_old(scene)
scene.now = "2026-03-05T09:00:00+02:00"
scene.note("sync.md", f"# Sync\n\n## 2026-03-04\n\n### TODOs\n\n- AP: Oil the hinge\n\n{FIRST}")
result = scene.run("run", "news")
said = str(scene.payloads())
news = [key for key in look(scene, "SELECT key FROM deliveries WHERE kind = 'post'") if key not in posts]
tap.ok(result.status == 0 and "hinge" in said and len(news) == 1, "a second meeting in a file of an older state has a post of its own", (result.err, news))
tap.is_([a["id"] for a in scene.actions() if "hinge" not in a["text"]], [a["id"] for a in before], "and every action is the same")
tap.is_(look(scene, "PRAGMA integrity_check") + look(scene, "PRAGMA foreign_key_check"), [("ok",)], "the file is whole")

scene.close()
tap.done()
