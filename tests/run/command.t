#!/usr/bin/python3
"""Posts and digests for a program: what it is given, what its end means, and that no message is handed over twice by itself."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, TIDINGS, Scene, Tap

SLOW = 5 if os.environ.get("TIDINGS_PROGRAM") or "TIDINGS_SANITIZED" in os.environ else 1

# What it is given, a line of JSON for each run; then it does what the file "do" says.
PROGRAM = """#!/usr/bin/python3
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
do = open(here + "/do").read() if os.path.exists(here + "/do") else ""
unread = "# unread" in do
body = "" if unread else sys.stdin.read()
told = {"argv": sys.argv[1:], "env": open("/proc/self/environ").read().rstrip("\\0").split("\\0"), "body": body,
        "fds": sorted(int(fd) for fd in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd/" + fd)),
        "group": os.getpgrp() == os.getpid()}
with open(here + "/log", "a") as log:
    log.write(json.dumps(told) + "\\n")
exec(do)
"""
COMMANDS = """\
commands:
  chat: {via: {command: [./post.py, "a b", "$(touch x)", "*", ""]}, timeout: 20}
  md:   {via: {command: [./post.py, md]}, format: markdown}
  json: {via: {command: [./post.py, json]}, format: json}
"""


class CommandScene(Scene):
    def __init__(self, jobs='news: {kind: post, to: ["command:chat"]}', commands=COMMANDS):
        head = CONFIG[:CONFIG.index("jobs:")]
        super().__init__(f"{head}{commands}jobs:\n  {jobs}\n")
        self.program(PROGRAM)
        if "kind: post" in jobs:
            self.run("run")  # what comes later is news

    def program(self, text):
        path = self.folder / "post.py"
        path.write_text(text)
        path.chmod(0o755)

    def do(self, what):
        (self.folder / "do").write_text(what)

    def log(self):
        """What the runs of the program were given since the last call."""
        path = self.folder / "log"
        told = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        path.unlink(missing_ok=True)
        return told

    def rows(self):
        with sqlite3.connect(self.folder / "state.db") as db:
            return db.execute("SELECT state, reply FROM deliveries ORDER BY id").fetchall()

    def states(self):
        return [state for state, _ in self.rows()]


def once(do, **how):
    """A scene in which one post was handed to a program that does so."""
    scene = CommandScene(**how)
    scene.do(do)
    scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
    began = time.monotonic()
    scene.result = scene.run("run", env={"LANG": "C.UTF-8", "SECRET": "hush"})
    scene.took = time.monotonic() - began
    return scene


tap = Tap()

# What it is given.
scene = once("")
tap.silent(scene.result, "a post is handed to a program")
told = scene.log()
tap.is_(len(told), 1, "once")
tap.is_(told[0]["argv"], ["a b", "$(touch x)", "*", ""], "with its arguments as they are written")
tap.ok(not (scene.folder / "x").exists(), "which no shell has seen")
tap.ok("Order twenty rain gauges" in told[0]["body"] and told[0]["body"].splitlines()[1].startswith("==="), "as text",
       told[0]["body"])
tap.ok("-- \n" not in told[0]["body"] and "nsubscribe" not in told[0]["body"], "without the end of a mail", told[0]["body"])
environment = dict(entry.split("=", 1) for entry in told[0]["env"])
tap.is_(sorted(environment), ["HOME", "LANG", "PATH", "TIDINGS_JOB", "TIDINGS_KEY"], "with hardly any environment")
tap.is_((environment["TIDINGS_JOB"], environment["TIDINGS_KEY"][:18]), ("news", "news/command:chat/"),
        "which tells the job and the key")
tap.is_(told[0]["fds"], [0, 1, 2], "without descriptors of ours")
tap.ok(told[0]["group"], "in a group of its own")
tap.is_(scene.states(), ["sent"], "and it was sent")
shown = scene.run("outbox", "show", "1").out
tap.ok("\nchannel    command\nrecipient  chat\n" in shown, "outbox shows it", shown)
scene.meeting("a.md", "2026-02-25", "AP: Order forty rain gauges.\nDT: Paint the mast.")
scene.now = "2026-03-02T10:00:00+02:00"
tap.silent(scene.run("run"), "its meeting changes")
tap.is_(scene.log(), [], "which a program is not told again")
tap.is_(scene.run("run", "news").status, 0, "nor by name")
tap.is_(scene.log(), [], "ever")
scene.close()

scene = CommandScene('weekly: {kind: digest, every: week, to: ["command:chat", "command:md", "command:json"]}\n'
                     '  more: {kind: reminder, every: week, to: ["command:md"]}')
scene.meeting("a.md", "2026-02-25", "AP: Order *twenty* rain_gauges.")
tap.silent(scene.run("run"), "a digest is handed over in each format")
text, markdown, reminder, whole = (entry["body"] for entry in scene.log())
tap.ok("Order *twenty*" not in text and "twenty" in text, "as text", text)
tap.ok(markdown.startswith("# ") and "\n## By owner\n\n**Ana Pop** (1 open)\n\n- Order *twenty* rain\\_gauges" in markdown
       and "-# " not in markdown and "<t:" not in markdown, "as CommonMark", markdown)
whole = json.loads(whole)
tap.is_((sorted(whole), whole["text"] == text, whole["markdown"] == markdown, whole["job"]),
        (["job", "key", "markdown", "subject", "text"], True, True, "weekly"), "as JSON")
tap.ok(whole["key"].startswith("weekly/command:json/2026-03-02/") and "Notes" in whole["subject"], "with key and subject", whole)
tap.ok(reminder.startswith("# ") and "twenty" in reminder, "and a reminder, too", reminder)
(scene.folder / "state.db").unlink()
result = scene.run("preview", "weekly", "--out", "out")
files = sorted(path.name for path in (scene.folder / "out").iterdir())
tap.is_(files, ["index.html", "weekly-01-chat.data.json", "weekly-01-chat.txt", "weekly-02-md.data.json", "weekly-02-md.md",
                "weekly-03-json.data.json", "weekly-03-json.json"], "preview writes what each would be given")
tap.is_((scene.folder / "out/weekly-02-md.md").read_text(), markdown, "exactly")
page = (scene.folder / "out/index.html").read_text()
tap.ok(page.count('<pre class="text"') == 3 and "## By owner" in page, "and shows it", page)
tap.is_(scene.log(), [], "without running anything")
scene.close()

scene = CommandScene("news: {kind: post}", COMMANDS + 'tracks: [{id: firmware, post_to: ["command:md"]}]\n')
for day in range(1, 13):
    scene.meeting(f"{day}.md", f"2026-02-{day:02}", "AP: Order rain gauges.", team="firmware" if day < 12 else "docs")
tap.silent(scene.run("run"), "many meetings of a track")
told = scene.log()
tap.is_([entry["argv"] for entry in told], [["md"]], "are one list for its program")
tap.is_(told[0]["body"].count("\n- ["), 11, "of them")
scene.close()

scene = CommandScene(commands='commands: {chat: {via: "folder:out", format: markdown}}\n')
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
tap.silent(scene.run("run"), "a folder in place of a program")
files = list((scene.folder / "out").iterdir())
tap.ok(len(files) == 1 and files[0].suffix == ".md" and files[0].read_text().startswith("# ["), "has the file", files)
scene.close()

# What its end means.
for status, state, code in [(0, "sent", 0), (1, "failed", 69), (64, "failed", 69), (65, "failed", 69), (66, "failed", 69),
                            (67, "failed", 69), (68, "failed", 69), (69, "deferred", 75), (70, "failed", 69),
                            (71, "deferred", 75), (72, "deferred", 75), (73, "deferred", 75), (74, "deferred", 75),
                            (75, "deferred", 75), (76, "failed", 69), (77, "queued", 75), (78, "queued", 75),
                            (127, "failed", 69), (255, "failed", 69)]:
    scene = once(f"sys.stderr.write('first\\nno\\x1bsuch room\\n\\n'); sys.exit({status})")
    tap.is_((scene.states(), scene.result.status), ([state], code), f"status {status} is {state}")
    reply = scene.rows()[0][1]
    if status:
        tap.ok(reply.startswith(f"the program ended with status {status}: no\\x1bsuch room") and "first" not in reply,
               "its last words are kept", reply)
        tap.ok("commands.chat: " in scene.result.err and "no\\x1bsuch room" in scene.result.err, "and said", scene.result.err)
    scene.close()

scene = once("sys.stderr.write('ă' * 5000); sys.exit(65)")
tap.ok(len(scene.rows()[0][1]) < 300, "but not too many of them", scene.rows())
scene.do("")
tap.silent(scene.run("run"), "what failed stays so")
tap.is_(len(scene.log()), 1, "without another try")
scene.run("outbox", "retry", "1")
tap.silent(scene.run("deliver"), "until a person says retry")
tap.is_(scene.states(), ["sent"], "and then it is sent")
scene.close()

scene = once("sys.exit(75)")
scene.log()
scene.do("")
scene.meeting("a.md", "2026-02-25", "AP: Order forty rain gauges.")
tap.is_(scene.run("run").status, 75, "what was deferred waits")
tap.is_(scene.log(), [], "for its time")
scene.now = "2026-03-02T09:10:00+02:00"
tap.silent(scene.run("run"), "and is handed over then")
tap.ok("forty" in scene.log()[0]["body"], "as the notes are by now")
scene.close()

scene = CommandScene()
scene.do("sys.stderr.write('no token'); sys.exit(78)")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
scene.meeting("b.md", "2026-02-26", "DT: Paint the mast.")
tap.is_(scene.run("run").status, 75, "a program that cannot work")
tap.is_((len(scene.log()), scene.states()), (1, ["queued", "queued"]), "is asked once")
scene.now = "2026-03-02T10:00:00+02:00"
again = scene.run("run")
tap.is_((again.status, again.err, scene.log()), (75, "", []), "not again in the next run")
status = scene.run("status").out
tap.ok("off      commands.chat since 2026-03-02 09:00, 2 waiting: the program ended with status 78: no token" in status,
       "status tells", status)
check = scene.run("check")
tap.ok(check.status == 78 and check.err.startswith("tidings.yaml:12:26: commands.chat is switched off"), "so does check", check.err)
scene.now = "2026-03-03T09:30:00+02:00"
scene.run("run")
tap.is_(len(scene.log()), 1, "a day later it is asked again")
scene.do("")
scene.program(PROGRAM + "# repaired\n")
scene.now = "2026-03-03T09:45:00+02:00"
tap.silent(scene.run("run"), "and at once when it was repaired")
tap.is_((len(scene.log()), scene.states()), (2, ["sent", "sent"]), "with all that waits")
tap.ok("off " not in scene.run("status").out, "and is on again")
scene.close()

# One that does not behave.
scene = once("os.kill(os.getpid(), 11)")
tap.is_((scene.states(), scene.result.status), (["unknown"], 69), "a program that is killed leaves its message in doubt")
tap.ok("signal 11" in scene.rows()[0][1], "which the outbox says", scene.rows())
scene.log()
scene.do("")
for minute in (15, 30, 45):
    scene.now = f"2026-03-02T09:{minute}:00+02:00"
    scene.run("run"), scene.run("deliver")
scene.now = "2026-03-20T09:00:00+02:00"
scene.run("run")
tap.is_((scene.log(), scene.states()), ([], ["unknown"]), "and is not tried again by itself")
scene.run("outbox", "retry", "1")
scene.run("deliver")
tap.is_((len(scene.log()), scene.states()), (1, ["sent"]), "but by a person")
scene.close()

scene = once("""
import subprocess
held = subprocess.Popen(["sleep", "60"])
open(here + "/sleeper", "w").write(str(held.pid))
sys.stderr.write("trying\\n")
sys.stderr.flush()
held.wait()
""", commands='commands: {chat: {via: {command: [./post.py]}, timeout: 2}}\n')
sleeper = int((scene.folder / "sleeper").read_text())
tap.is_(scene.states(), ["unknown"], "one that takes too long leaves its message in doubt")
tap.is_(scene.rows()[0][1], "the program took longer than its timeout and was ended: trying", "with its words")
time.sleep(0.2)
stat = pathlib.Path(f"/proc/{sleeper}/stat")
tap.ok(not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z", "and ends with all that it has started")
tap.ok(scene.took < 20 * SLOW, "in time", scene.took)
scene.close()

scene = CommandScene()
scene.do("# unread\nsys.exit(0)")
scene.note("a.md", "---\ndatetime: 2026-02-25T13:00:00+02:00\n---\n\n## TODOs\n\n"
           + "".join(f"* @p{n}: {'Look after the mast and its wires ' * 4}\n" for n in range(600)))
tap.silent(scene.run("run"), "one that reads nothing may do so")
tap.is_(scene.states(), ["sent"], "and has sent it")
scene.close()

scene = once("for n in range(400): sys.stdout.write('x' * 10000); sys.stderr.write('y' * 10000 + '\\n')\n"
             "sys.stderr.write('all said'); sys.stderr.flush(); sys.exit(65)")
tap.is_(scene.rows()[0][1], "the program ended with status 65: all said", "one that writes megabytes is read to its end")
scene.close()

scene = once("""
if os.fork() == 0:
    os.setsid()
    open(here + "/daemon", "w").write(str(os.getpid()))
    import time
    time.sleep(30)
    os._exit(0)
import time
while not os.path.exists(here + "/daemon") or not open(here + "/daemon").read():
    time.sleep(0.01)
""")
tap.silent(scene.result, "one may leave a program behind that holds its errors open")
tap.ok(scene.took < 15 and scene.states() == ["sent"], "which is not waited for", scene.took)
os.kill(int((scene.folder / "daemon").read_text()), signal.SIGKILL)
scene.close()


def start(scene):
    """`tidings run`, when its program runs."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(scene.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                   "TIDINGS_NOW": scene.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates")}
    environment.update({k: v for k, v in os.environ.items() if k.startswith(("ASAN_", "UBSAN_", "LSAN_", "TIDINGS_PROGRAM"))})
    child = subprocess.Popen([TIDINGS, "run"], cwd=scene.folder, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (scene.folder / "log").exists() or not (scene.folder / "log").read_text().endswith("\n"):
        time.sleep(0.02)
    return child


# Ours that is ended meanwhile.
scene = CommandScene()
scene.do("import time; time.sleep(2)")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
child = start(scene)
tap.is_(scene.states(), ["sending"], "a message is noted as begun before the program has it")
child.send_signal(signal.SIGKILL)
child.communicate()
scene.log()
scene.do("")
scene.now = "2026-03-02T09:15:00+02:00"
killed = scene.run("run")
tap.is_((scene.states(), scene.log()), (["unknown"], []), "a run that is killed leaves it in doubt, and handed over once")
scene.run("run"), scene.run("deliver")
tap.is_(scene.log(), [], "for good")
scene.run("outbox", "assume-sent", "1")
tap.silent(scene.run("run"), "until a person assumes it sent")
scene.close()

scene = CommandScene()
scene.do("import time; time.sleep(40)")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
scene.meeting("b.md", "2026-02-26", "DT: Paint the mast.")
child = start(scene)
began = time.monotonic()
child.send_signal(signal.SIGTERM)
child.communicate()
tap.ok(time.monotonic() - began < 5 + 5 * (SLOW - 1), "a run that is stopped ends in time", time.monotonic() - began)
tap.is_((child.returncode, scene.states()), (75, ["unknown", "queued"]), "with one message in doubt and the others as they were")
scene.close()

scene = CommandScene()
scene.do("import time; time.sleep(1)")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
scene.meeting("b.md", "2026-02-26", "DT: Paint the mast.")
child = start(scene)
child.send_signal(signal.SIGTERM)
child.communicate()
tap.is_((child.returncode, scene.states()), (75, ["sent", "queued"]), "or with none, when the program is quick")
scene.close()

# The configuration.
scene = CommandScene(commands='commands:\n  chat: {via: {command: [./gone.py, x]}}\n  other: {via: {command: [no-such-program-at-all]}}\n')
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
check = scene.run("check")
tap.is_(check.status, 78, "check looks for the programs")
tap.is_(check.err.splitlines(),
        [f'tidings.yaml:12:26: the program "{scene.folder}/gone.py" cannot be run: it is not there, or not executable',
         'tidings.yaml:13:27: the program "no-such-program-at-all" cannot be run: it is not there, or not executable'],
        "and says where one is named that is not there")
result = scene.run("run")
tap.ok(result.status == 75 and "commands.chat: the program" in result.err and scene.states() == ["queued"],
       "run leaves what is for it as it is", result.err)
(scene.folder / "post.py").rename(scene.folder / "gone.py")
tap.silent(scene.run("run"), "until it is there")
tap.is_(scene.states(), ["sent"], "and then sends it")
scene.close()

scene = CommandScene('news: {kind: post, to: ["command:news", "discord:news"]}',
                     'commands: {news: {via: {command: [./post.py]}}}\n')
scene.do("sys.exit(78)")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
scene.run("run")
tap.is_((sorted(scene.states()), len(scene.payloads())), (["queued", "sent"], 1), "a webhook of the same name is another thing")
status = scene.run("status").out
tap.ok("off      commands.news" in status and "discord.news" not in status, "in status, too", status)
scene.close()
tap.done()
