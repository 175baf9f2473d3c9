#!/usr/bin/python3
"""A state file that a disk has damaged: every command ends with a sentence or goes on, and none with a signal."""
import os
import pathlib
import random
import re
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
SLOW = "TIDINGS_SANITIZED" in os.environ
COMMANDS = (("status",), ("actions", "--all"), ("outbox", "list", "--all"), ("run",))
MORE = (("outbox", "show", "1"), ("preview", "weekly"), ("adopt", "--as-told"))
STATUSES = (0, 65, 66, 69, 74, 75, 78)


def make():
    """A state with something of everything: versions, ended actions, mail that waits or is in doubt, a page, a post."""
    scene = Scene(CONFIG.replace("folder:mail", "smtp://127.0.0.1:1") + "archive: archive\n")
    for number in range(6):
        scene.meeting(f"{number}.md", f"2026-02-{20 + number}", f"- AP: Number{number} of topic{number}\n- DT: Paint mast {number} by March {number + 1}\n"
                                                               f"- QX: Ask{number} shop{number}", team=f"team{number}")
    scene.run("run")
    scene.now = "2026-03-03T09:00:00+02:00"
    scene.meeting("1.md", "2026-02-21", "- [x] AP: Number1 of topic1\n- DT: Other thing entirely")
    scene.run("run")
    shutil.rmtree(scene.folder / "discord", ignore_errors=True)
    (scene.folder / "discord").write_text("in the way")
    scene.meeting("9.md", "2026-03-03", "- AP: Later")
    scene.now = "2026-03-03T10:00:00+02:00"
    scene.run("run")
    database = sqlite3.connect(scene.folder / "state.db")
    with database:
        database.execute("UPDATE deliveries SET state = 'unknown' WHERE id = 1")
        database.execute("INSERT INTO hooks_off VALUES ('news', 's', 1, 'w')")
        database.execute("INSERT INTO posts SELECT key, '1', NULL, zeroblob(32) FROM keys LIMIT 1")
    database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    return scene, (scene.folder / "state.db").read_bytes()


def put(scene, content):
    for left in scene.folder.glob("state.db*"):
        left.unlink()
    (scene.folder / "state.db").write_bytes(content)


def bad_ends(scene, content, commands):
    """What ended otherwise than it may."""
    found = []
    for command in commands:
        put(scene, content)
        shutil.rmtree(scene.folder / "archive", ignore_errors=True)
        result = scene.run(*command, env={"G_DEBUG": "fatal-criticals"})
        sentences = all(line.startswith("tidings: ") and re.search(r"\w", line) for line in result.err.splitlines())
        if result.status not in STATUSES or not sentences or result.status and not result.err and command[0] not in ("run", "deliver"):
            found.append(f"{' '.join(command)}: {result.status} {result.err}")
    return found


def flip(rng, content):
    """A few bytes of a few pages, a piece of zeros, or a page where another one should be."""
    damaged = bytearray(content)
    page = int.from_bytes(content[16:18], "big")
    used = [at for at in range(len(content)) if content[at]]
    how = rng.choice(("byte", "bytes", "zeros", "head", "swap"))
    if how in ("byte", "bytes"):
        for _ in range(1 if how == "byte" else rng.randrange(2, 30)):
            damaged[rng.choice(used)] = rng.randrange(256)
    elif how == "zeros":
        at = rng.choice(used)
        damaged[at:at + 100] = bytes(len(damaged[at:at + 100]))
    elif how == "head":
        at = rng.randrange(1, len(content) // page) * page
        for _ in range(8):
            damaged[at + rng.randrange(200)] = rng.randrange(256)
    else:
        a, b = (number * page for number in rng.sample(range(1, len(content) // page), 2))
        damaged[a:a + page], damaged[b:b + page] = content[b:b + page], content[a:a + page]
    return bytes(damaged)


def columns(content, scene):
    put(scene, content)
    database = sqlite3.connect(scene.folder / "state.db")
    tables = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
    found = [(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info({table})")]
    database.close()
    return found


def spoil(scene, content, table, column, value):
    """As a damaged page may have it: something that the schema does not allow.  None where SQLite does not do it."""
    put(scene, content)
    path = scene.folder / "state.db"
    database = sqlite3.connect(path)
    was = database.execute("SELECT sql, rootpage FROM sqlite_schema WHERE type = 'table'").fetchall()
    try:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '')")
        database.commit()
        database.close()
        database = sqlite3.connect(path)
        database.execute(f"UPDATE OR IGNORE {table} SET {column} = {value}")
        database.execute("PRAGMA writable_schema = ON")
        database.executemany("UPDATE sqlite_schema SET sql = ? WHERE rootpage = ? AND type = 'table'", was)
        database.commit()
    except sqlite3.Error:
        return None
    finally:
        database.close()
    return path.read_bytes()


scene, content = make()
tap.is_(bad_ends(scene, content, COMMANDS + MORE), [], "undamaged, every command ends well")

for number in range(0, 40, 5 if SLOW else 1):
    found = bad_ends(scene, flip(random.Random(20260302 + number), content), COMMANDS)
    tap.is_(found, [], f"damage number {number}")

for number, (table, column) in enumerate(columns(content, scene)):
    if SLOW and number % 10:
        continue
    for value in ("NULL", "CAST(x'ff41fe' AS TEXT)", "4611686018427387904"):
        damaged = spoil(scene, content, table, column, value)
        if damaged is not None:
            tap.is_(bad_ends(scene, damaged, COMMANDS if value == "NULL" else COMMANDS[:1]), [], f"{table}.{column} is {value}")

# what it says
for table, column, command in (("deliveries", "recipient", "status"), ("actions", "name", "actions"), ("files", "path", "status"),
                               ("deliveries", "state", "outbox list --all"), ("hooks_off", "why", "status"), ("bodies", "body", "run")):
    put(scene, spoil(scene, content, table, column, "NULL"))
    result = scene.run(*command.split())
    tap.ok(result.status == 74 and "state.db: " in result.err and "is damaged; put a copy" in result.err,
           f"{command} says that {table}.{column} is damaged, and what to do", f"{result.status} {result.err}")

# a file that is gone, whose row has lost its path, while a new one is asked what it was before
put(scene, content)
gone = next(scene.folder.rglob("5.md"))
text = gone.read_text()
gone.unlink()
scene.run("run")
with sqlite3.connect(scene.folder / "state.db") as database:
    database.execute("PRAGMA journal_mode = DELETE")
database.close()
without = spoil(scene, (scene.folder / "state.db").read_bytes(), "files", "path", "NULL WHERE gone_at > 0")
put(scene, without)
(gone.parent / "12.md").write_text(text)
result = scene.run("run")
tap.ok(result.status == 74 and "is damaged; put a copy" in result.err, "run says that the row of a file that is gone is damaged", f"{result.status} {result.err}")
(gone.parent / "12.md").rename(gone)

# nobody is sent what a page that got lost has put into another one's message
put(scene, content)
with sqlite3.connect(scene.folder / "state.db") as database:
    database.execute("UPDATE bodies SET body = (SELECT b.body FROM bodies b WHERE b.id <> bodies.id LIMIT 1)")
database.close()
(scene.folder / "tidings.yaml").write_text(CONFIG + "archive: archive\n")
result = scene.run("deliver")
tap.ok(result.status == 74 and "is damaged" in result.err and scene.mails() == [], "a message with another one's body is not sent", result.err)
scene.close()
tap.done()
