#!/usr/bin/python3
"""calendar: attach puts the meetings to come whose time is told beside the mail's text, as iCalendar; else nothing does."""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, Scene, Tap, text_of

CHECK = pathlib.Path(os.environ.get("TIDINGS_CHECKS", CHECKOUT.parent / "shared/tools")) / "check_eml.py"
WEEKLY = 'to: ["list:all@lists.example.org"]'
tap = Tap()


def digest_of(config, todos):
    """The digest's file and what it says."""
    scene = Scene(config)
    scene.meeting("a.md", "2026-02-25", todos)
    tap.silent(scene.run("run", "weekly"), "run")
    files = list((scene.folder / "mail").rglob("*.eml"))
    tap.is_(len(files), 1, "one mail")
    mail = scene.mails()[0]
    scene.close()
    return mail


def kinds(mail):
    return [part.get_content_type() for part in mail.walk()]


attach = CONFIG.replace(WEEKLY, WEEKLY + ", calendar: attach")
timed = "AP: Order twenty rain gauges.\n\nNext meeting: Wednesday, March 4, 2026, 17:00"
mail = digest_of(attach, timed)
tap.is_(kinds(mail), ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"],
        "the calendar stands beside the alternatives")
part = list(mail.walk())[-1]
tap.is_(part.get_content_disposition(), "attachment", "it is attached")
tap.is_((part.get_param("method"), part.get_param("charset")), ("PUBLISH", "utf-8"), "its type says what it is")
said = part.get_payload(decode=True).decode()
tap.ok("\nDTSTART:20260304T150000Z\r\n" in said, "the time is in UTC", said)
tap.is_(said.count("BEGIN:VEVENT"), 1, "one meeting")
tap.ok("\n" not in said.replace("\r\n", ""), "its lines end in CRLF", said)
tap.ok("Wed 4 Mar, 17:00 EET, firmware" in text_of(mail), "the digest shows day and time", text_of(mail))
elsewhere = digest_of(CONFIG, "AP: Order twenty rain gauges.\n\nNext meeting: Tuesday, March 3, 2026, 11pm UTC")
tap.ok("Wed 4 Mar, 01:00 EET, firmware" in text_of(elsewhere), "in its own zone, whatever the notes have", text_of(elsewhere))
scene = Scene(CONFIG.replace(WEEKLY, 'to: ["discord:news"]'))
scene.meeting("a.md", "2026-02-25", timed)
scene.run("run", "weekly")
posts = str(scene.payloads())
tap.ok("**Wed 4 Mar, 17:00 EET**, [firmware]" in posts, "so it does in Discord", posts)
scene.close()
if CHECK.exists():
    scene = Scene(attach)
    scene.meeting("a.md", "2026-02-25", timed)
    scene.run("run", "weekly")
    file = next((scene.folder / "mail").rglob("*.eml"))
    done = subprocess.run([sys.executable, str(CHECK), "--kind", "list", str(file)], capture_output=True, text=True)
    tap.ok(done.returncode == 0, "the acceptance check finds nothing", done.stdout)
    scene.close()
mail = digest_of(attach, "AP: Order twenty rain gauges.\n\nNext meeting: Wednesday, March 4, 2026")
tap.is_(kinds(mail)[0], "multipart/alternative", "a day without a time goes into no calendar")
mail = digest_of(CONFIG, timed)
tap.is_(kinds(mail)[0], "multipart/alternative", "and without the setting nothing is attached")
scene = Scene(CONFIG.replace("to: [owners]", "to: [owners], calendar: attach"))
result = scene.run("check")
tap.ok(result.status == 78 and re.search(r"tidings.yaml:\d+:\d+: \"calendar\" means something to a digest only", result.err),
       "a reminder has no calendar", result.err)
scene.close()
tap.done()
