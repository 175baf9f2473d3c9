#!/usr/bin/python3
"""A message that cannot be made, whatever the reason, leaves out its recipient and tells the organiser; all others get theirs
and the job goes on.  A template that is wrong in itself still stops its job, so that nothing is lost."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

# 8 items and more make this template write over 16 MiB; one item, nothing that matters.
LOOPS = 8
BURSTS = ("<p>{{greeting}}</p>" + "{{#sections}}{{#actions}}" * LOOPS + "x" * 40 + "{{/actions}}{{/sections}}" * LOOPS)
WIDE = "<p>{{greeting}}</p>{{#sections}}{{#actions}}<p>" + "x" * 40000 + "</p>{{/actions}}{{/sections}}"
TEMPLATES = "templates: templates\n"
POSTMASTER = CONFIG.replace("via: \"folder:mail\"", "via: \"folder:mail\", postmaster: boss@example.org")

tap = Tap()


def scene_with(name, template, config=CONFIG):
    scene = Scene(config + TEMPLATES)
    (scene.folder / "templates").mkdir()
    (scene.folder / "templates" / name).write_text(template)
    scene.meeting("a.md", "2026-03-01", "\n".join(f"- AP: Secret item number {n}." for n in range(12)) + "\n- DT: Sweep the stairs.")
    return scene


def to(scene):
    return sorted(mail["To"].split("<")[-1].rstrip(">") for mail in scene.mails())


def left_out(what, template, reason):
    scene = scene_with("reminder.html.mustache", template)
    result = scene.run("run")
    tap.is_(to(scene), ["all@lists.example.org", "dan@example.org"], f"{what}: all but one get their mails")
    tap.ok(result.status == 65 and result.err.count("\n") == 1 and 'job "reminders": ana@example.org goes without' in result.err
           and reason in result.err, f"{what}: the organiser is told whom and why", result.err)
    tap.ok("Secret" not in result.err, f"{what}: but not what was in it", result.err)
    result = scene.run("run")
    tap.is_((result.status, result.err, to(scene)), (0, "", []), f"{what}: the job is done, and is not tried in each run")
    scene.now = "2026-03-02T09:10:00+02:00"
    result = scene.run("run", "reminders")
    tap.is_((result.err, to(scene)), ("", []), f"{what}: it is told once")
    tap.ok("last 2026-03-02" in scene.run("status").out, f"{what}: the cursor moved")
    scene.now = "2026-03-10T09:00:00+02:00"
    scene.run("run")
    tap.ok("dan@example.org" in to(scene), f"{what}: the next week's come as well")
    (scene.folder / "templates/reminder.html.mustache").unlink()
    scene.now = "2026-03-17T09:00:00+02:00"
    scene.run("run")
    tap.ok("ana@example.org" in to(scene), f"{what}: mended, everybody's come")
    scene.close()


def by_mail():
    scene = scene_with("reminder.html.mustache", BURSTS, POSTMASTER)
    result = scene.run("run")
    mails = scene.mails()
    told = [text_of(mail) for mail in mails if "boss@" in mail["To"]]
    tap.is_(result.err, "", "with a postmaster standard error is silent")
    tap.ok(len(told) == 1 and "ana@example.org goes without its message" in told[0].replace("\n", " "), "who is told", told)
    tap.is_(len(mails), 3, "and the others get theirs")
    scene.close()


def a_post():
    scene = scene_with("post.discord.mustache", "{{#meeting}}" + "{{#owners}}{{#actions}}" * LOOPS + "x" * 40 +
                       "{{/actions}}{{/owners}}" * LOOPS + "fine{{/meeting}}")
    scene.meeting("b.md", "2026-03-01", "DT: Paint the mast.")
    result = scene.run("run", "news")
    posts = scene.payloads()
    tap.is_([post["embeds"][0]["description"][-4:] for post in posts], ["fine"], "one meeting's post that cannot be made holds up no other")
    tap.ok(result.status == 65 and "discord:news goes without its message about a.md" in result.err, "and is told", result.err)
    tap.silent(scene.run("run", "news"), "once")
    scene.close()


def a_preview():
    scene = scene_with("reminder.html.mustache", BURSTS)
    result = scene.run("preview", "reminders", "--out", "out")
    tap.ok(result.status == 0 and "ana@example.org goes without" in result.err and "dan@example.org.html" in result.out,
           "a preview says so and shows the others", (result.out, result.err))
    scene.close()


def wrong_template():
    """Not of one message: syntax, a folder for a partial, a partial without end."""
    for name, text in (("syntax", "{{#sections}}x"), ("endless partial", "{{> reminder}}"), ("partial elsewhere", "{{> ../x}}")):
        scene = scene_with("reminder.html.mustache", text)
        result = scene.run("run")
        tap.ok(result.status == 65 and 'job "reminders": templates/reminder.html.mustache:1:' in result.err.replace(str(scene.folder) + "/", ""),
               f"{name}: the job stops, and its template is named", result.err)
        tap.is_(to(scene), ["all@lists.example.org"], f"{name}: no reminder is made, the digest is")
        (scene.folder / "templates/reminder.html.mustache").unlink()
        scene.run("run")
        tap.is_(to(scene), ["ana@example.org", "dan@example.org"], f"{name}: once it is mended, nothing is lost")
        scene.close()


left_out("too much for the template", BURSTS, "limit of 16 MiB")
left_out("too large a mail", WIDE, "over 101000 bytes")
by_mail()
a_post()
a_preview()
wrong_template()
tap.done()
