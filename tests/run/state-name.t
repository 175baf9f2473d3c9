#!/usr/bin/python3
"""The state file is called after its configuration, and one that an older tidings left under the name of all is still found."""
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
DEFAULT = CONFIG.replace("state: state.db\n", "")
# What steps 12 to 16 brought, the other way round.
STEP_11 = ("DROP TABLE linked; DROP INDEX actions_looks; ALTER TABLE actions DROP COLUMN looks;"
           "ALTER TABLE actions DROP COLUMN kept; ALTER TABLE actions DROP COLUMN ended_by;"
           "ALTER TABLE actions DROP COLUMN links; ALTER TABLE jobs DROP COLUMN looks;"
           "DROP TABLE reminded; DROP TABLE deeds; DROP TABLE heard; DROP TABLE unheard; DROP TABLE wishes; DROP INDEX actions_touched; ALTER TABLE actions DROP COLUMN touched;"
           "DROP INDEX files_document; ALTER TABLE files DROP COLUMN document; ALTER TABLE files DROP COLUMN origin; DROP TABLE marks; DROP TABLE meta;"
           "ALTER TABLE complaints DROP COLUMN once; PRAGMA user_version = 11;")


def folder_of(scene):
    return scene.folder / ".local/state/tidings"


def names(scene):
    return sorted(file.name for file in folder_of(scene).glob("*.db"))


def fill(scene):
    for number in range(4):
        scene.meeting(f"{number}.md", "2026-02-25", f"- AP: Number{number} of topic{number} at place{number}")


def change(scene, text, name="state.db"):
    database = sqlite3.connect(folder_of(scene) / name)
    database.executescript(text)
    database.close()


def former(*configurations, downgrade=STEP_11):
    """A folder with these configurations and the state file that an older tidings made for the first one."""
    scene = Scene(DEFAULT)
    fill(scene)
    scene.note("../others/2026-02-26.md", "---\ndatetime: 2026-02-26T13:00:00+02:00\n---\n\n## TODOs\n\n- DT: Tune the organ\n")
    scene.run("run")
    scene.mails(), scene.payloads()
    change(scene, downgrade)
    (scene.folder / "tidings.yaml").unlink()
    for name in configurations:
        (scene.folder / name).write_text(DEFAULT.replace("root: notes", "root: others") if name.startswith("other") else DEFAULT)
    return scene


# A new system.
scene = Scene(DEFAULT)
fill(scene)
for name in ("club.yaml", "choir.yaml", "choir.yml", "a.b.yaml", ".yaml"):
    shutil.copy(scene.folder / "tidings.yaml", scene.folder / name)
    tap.is_(scene.run("-c", name, "run", "weekly").status, 0, name)
tap.is_(names(scene), [".yaml.db", "a.b.db", "choir.db", "choir.yml.db", "club.db"], "each has a state file of its own, called after it")
tap.is_(scene.run("run").status, 0, "tidings.yaml")
tap.ok("state.db" in names(scene), "has the name that it always had", names(scene))
scene.close()

# A system that is installed: the usual name, and another one, with and without what step 12 brought.
for name in ("tidings.yaml", "club.yaml"):
    for downgrade in (STEP_11, "DELETE FROM meta;", "SELECT 1;" if name == "tidings.yaml" else "DELETE FROM meta;"):
        scene = former(name, downgrade=downgrade)
        if downgrade == STEP_11:
            tap.ok("older tidings" in scene.run("-c", name, "actions").err, f"{name}: the state of before is found")
        tap.silent(scene.run("-c", name, "run"), f"{name}: a run goes on with it")
        tap.is_((scene.mails(), scene.payloads(), names(scene)), ([], [], ["state.db"]), "sends nothing again and makes no other")
        tap.is_(scene.run("-c", name, "actions").out.count("Number"), 4, "and knows its actions")
        scene.now = "2026-03-09T09:00:00+02:00"
        tap.is_((scene.run("-c", name, "run").status, len(scene.mails()), names(scene)), (0, 1, ["state.db"]), "a week later, too")
        scene.close()

# Its notes are away in the hour of the first run after that: still it begins nothing anew.
for away in ("moved", "emptied"):
    scene = former("club.yaml")
    shutil.move(scene.folder / "notes", scene.folder / "away")
    if away == "emptied":
        (scene.folder / "notes").mkdir()
    result = scene.run("-c", "club.yaml", "run")
    tap.ok(result.status in (74, 78) and names(scene) == ["state.db"], f"notes that are {away}: no other state is begun", result.err)
    shutil.rmtree(scene.folder / "notes", ignore_errors=True)
    shutil.move(scene.folder / "away", scene.folder / "notes")
    tap.silent(scene.run("-c", "club.yaml", "run"), "and when they are back it goes on")
    tap.is_((scene.mails(), names(scene)), ([], ["state.db"]), "and sends nothing again")
    scene.close()

# Another community beside it begins its own, before or after the first one has said whose the old one is.
for order in (("club.yaml", "other.yaml"), ("other.yaml", "club.yaml")):
    scene = former("club.yaml", "other.yaml")
    results = {name: scene.run("-c", name, "run") for name in order}
    tap.ok(all(result.status == 0 for result in results.values()), f"{' and '.join(order)}: both run", str([r.err for r in results.values()]))
    tap.is_(names(scene), ["other.db", "state.db"], "the other one has its own state file")
    out = scene.run("-c", "other.yaml", "actions").out
    tap.is_((out.count("Tune the organ"), out.count("Number")), (1, 0), "and its own actions")
    tap.is_(scene.run("-c", "club.yaml", "actions").out.count("Number"), 4, "and the first one has its")
    scene.close()

# A damaged one is not passed over.
scene = former("club.yaml")
path = folder_of(scene) / "state.db"
path.write_bytes(b"not a data base, " * 4096)
result = scene.run("-c", "club.yaml", "run")
tap.ok(result.status == 74 and "state.db" in result.err and names(scene) == ["state.db"], "a damaged one is told of, and none is begun", result.err)
scene.close()

# What init writes.
scene = Scene(DEFAULT)
fill(scene)
for path, wanted in (("fresh.yaml", "fresh.db"), ("my club.yaml", "my club.db"), ("conf/x.yml", "x.yml.db")):
    (scene.folder / path).parent.mkdir(exist_ok=True)
    tap.is_(scene.run("-c", path, "init", "--notes", "notes").status, 0, f"init of {path}")
    tap.ok(f"\nstate: {wanted}\n" in (scene.folder / path).read_text(), "names its state after it", (scene.folder / path).read_text())
    tap.is_(scene.run("-c", path, "run").status, 0, "and runs")
(scene.folder / "tidings.yaml").unlink()
scene.run("init", "--notes", "notes")
tap.ok("\nstate: tidings.db\n" in (scene.folder / "tidings.yaml").read_text(), "init of the usual one")
tap.is_(sorted(file.name for file in scene.folder.glob("*.db")), ["fresh.db", "my club.db"], "two in one folder do not share one")
scene.close()
tap.done()
