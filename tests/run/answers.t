#!/usr/bin/python3
"""Answers to reminders: by links, by replies in words, from standard input and a Maildir; and what is not believed."""
import email.message
import email.policy
import pathlib
import re
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import scene as scenes
from scene import CONFIG, Scene, Tap, text_of

KEY = "0123456789abcdef0123456789abcdef"
ANSWERED = (CONFIG.replace(", remind: always", "")
            .replace("reply_to: ana@example.org", 'reply_to: ana@example.org, answers: "Answers <answers@example.org>"')
            .replace("discord:", "answers: {secret: {file: key}, trust: [mx.example.org]}\ndiscord:", 1))
PASS = "mx.example.org; dmarc=pass header.from=example.org"
tap = Tap()
number = 0


def start(config=ANSWERED, notes="- AP: Order rain gauges\n- AP: Paint the mast\n- DT: Read the gauges"):
    scene = Scene(config, "2026-03-03T09:00:00+02:00")
    (scene.folder / "key").write_text(KEY)
    (scene.folder / "key").chmod(0o600)
    scene.meeting("a.md", "2026-03-02", notes)
    return scene


def remind(scene, day):
    scene.now = day + "T09:00:00+02:00"
    tap.silent(scene.run("run"), f"the run of {day} is silent")
    scene.payloads()
    return {m["To"].addresses[0].addr_spec.split("@")[0]: m for m in scene.mails() if "lists" not in m["To"]}


def links(mail):
    """The answers that its HTML links to: {(label, id): subject}."""
    html = mail.get_body(preferencelist=("html",)).get_content().replace("&amp;", "&").replace("&#x3D;", "=").replace("&#61;", "=")
    found = {}
    for href, label in re.findall(r'<a href="(mailto:answers@[^"]*)"[^>]*>([^<]*)</a>', html):
        subject = urllib.parse.unquote(href.split("subject=", 1)[1])
        said = re.match(r"(?:\S+|not mine) ?(\S*) \[", subject)
        found[label, said.group(1)] = subject
    return found


def mail(subject, text="", sender="ana@example.org", **headers):
    global number
    number += 1
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = sender, "answers@example.org", subject
    message["Message-ID"] = headers.pop("id", f"<{number}@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return bytes(message)


def answer(scene, message, *arguments):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(scene.folder), "TIDINGS_NOW": scene.now, "LC_ALL": "C.UTF-8",
                   "TIDINGS_TEMPLATES": str(scenes.CHECKOUT / "templates")}
    done = subprocess.run([scenes.TIDINGS, "answers", *arguments], cwd=scene.folder, env=environment, input=message,
                          capture_output=True, timeout=60, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def states(scene):
    return {a["text"]: a["state"] for a in scene.actions("--all")}


def unheard(scene):
    return answer(scene, b"", "--list")[1].count("\n") // 2


def ids(scene):
    return {a["text"].split()[0]: a["id"] for a in scene.actions("--all")}


# the links of a reminder, and the answer in the next one
scene = start()
reminders = remind(scene, "2026-03-03")
ana = links(reminders["ana"])
known = ids(scene)
tap.is_(sorted(label for label, item in ana if item == known["Order"]), ["done", "later", "not mine"], "three links an item")
tap.is_(sorted(label for label, item in ana if item == ""), ["Pause them for a month", "Stop these reminders"], "and two for all")
tap.is_(str(reminders["ana"]["Reply-To"]), "Answers <answers@example.org>", "replies go to the answers")
tap.ok("subject=stop" in reminders["ana"]["List-Unsubscribe"], "so does what a mail program offers to end them", reminders["ana"]["List-Unsubscribe"])
tap.ok("done ID, later ID" in " ".join(text_of(reminders["ana"]).split()), "the text says what a reply may say")
tap.ok(KEY not in str(reminders["ana"]), "the key is in none of it")
tap.is_(answer(scene, mail(ana["done", known["Order"]], sender="somebody@elsewhere.org")), (0, ""), "a link counts, whoever's program sends it")
tap.is_(answer(scene, mail("Re: " + ana["later", known["Paint"]])), (0, ""), "after Re:, too")
tap.is_(states(scene), {"Order rain gauges": "done", "Paint the mast": "open", "Read the gauges": "open"}, "what is done is done")
found = remind(scene, "2026-03-10")
tap.is_(sorted(found), ["ana"], "an answer is news")
told = " ".join(text_of(found["ana"]).split())
tap.ok("You said" in told and "Order rain gauges done;" in told and "Paint the mast later, until Tue 17 Mar;" in told, "it is told what was understood", told)
found = remind(scene, "2026-03-17")
tap.ok("Paint the mast" in text_of(found["ana"]) and "You said" not in text_of(found["ana"]), "once; and what was put off comes back")
history = next(a for a in scene.actions("--all") if a["id"] == known["Order"])["history"]
tap.is_([(h["verb"], h["who"], h["way"]) for h in history], [("done", "ana", "mail")], "its history tells who did it and how")
scene.meeting("b.md", "2026-03-18", "- AP: Order rain gauges")
remind(scene, "2026-03-24")
tap.is_(states(scene)["Order rain gauges"], "done", "what somebody ended stays ended when the notes list it again")
scene.close()

# not mine, stop, pause
scene = start()
reminders = remind(scene, "2026-03-03")
ana, dan, known = links(reminders["ana"]), links(reminders["dan"]), ids(scene)
answer(scene, mail(ana["not mine", known["Paint"]]))
tap.is_(states(scene)["Paint the mast"], "dropped", "not mine gives it up")
answer(scene, mail(ana["Stop these reminders", ""]))
answer(scene, mail(dan["Pause them for a month", ""], sender="dan@example.org"))
scene.meeting("b.md", "2026-03-09", "- AP: Feed the owl\n- DT: Weigh the crow")
tap.is_([sorted(remind(scene, day)) for day in ("2026-03-10", "2026-03-24", "2026-03-31", "2026-04-07")], [[], [], [], ["dan"]],
        "who said stop gets none, who said pause none for a month")
scene.meeting("c.md", "2026-04-10", "- AP: Call the swan")
shown = scene.run("status").out
tap.ok("person   ana wants no reminders\n" in shown, "status tells who wants none", shown)
tap.is_(answer(scene, mail("resume", Authentication_Results=PASS)), (0, ""), "who changes the mind")
tap.ok("ana" in remind(scene, "2026-04-14"), "gets them again")
scene.close()

# in words, in the languages of the catalogues
for words, wanted in (("done {Order}", "done"), ("Done: {Order}.", "done"), ("DONE (`{Order}`)", "done"), ("gata {Order}", "done"),
                      ("not mine {Order}", "dropped"), ("nu e a mea {Order}", "dropped"), ("Hello\n\ndone {Order}", "open"),
                      ("> done {Order}", "open"), ("I have done {Order}", "open"), ("done {Order} not", "open"), ("done", "open"),
                      ("done {Order} until 1 May", "open")):
    scene = start()
    scene.run("run")
    answer(scene, mail("Re: Your TODOs", words.format(**ids(scene)) + "\n\n> Your TODOs\n> done " + ids(scene)["Paint"], Authentication_Results=PASS))
    tap.is_((states(scene)["Order rain gauges"], states(scene)["Paint the mast"]), (wanted, "open"), f"\"{words}\" is {wanted}")
    scene.close()
for words, day in (("later {Order}", "2026-03-17"), ("later {Order} until 2026-05-01", "2026-05-01"), ("later {Order} until 1 May", "2026-05-01"),
                   ("later {Order} until May 1.", "2026-05-01"), ("Later {Order}, until 1 Feb", "2027-02-01"),
                   ("mai târziu {Order} până la 1 mai", "2026-05-01"), ("later {Order} until 2026-01-01", None), ("later {Order} until 31 Feb", None)):
    scene = start()
    scene.run("run")
    answer(scene, mail("Re: Your TODOs", words.format(**ids(scene)), Authentication_Results=PASS))
    seen = next(a for a in scene.actions("--all") if a["text"] == "Order rain gauges")["snoozed"]
    tap.is_(seen, day, f"\"{words}\" is until {day}")
    scene.close()

# what is not believed: nothing changes, and it is listed
scene = start()
reminders = remind(scene, "2026-03-03")
ana, known = links(reminders["ana"]), ids(scene)
good, before = ana["done", known["Order"]], states(scene)
verb, item, token = re.match(r"(\S+) (\S+) \[(.*)\]", good).groups()
person, day, mac = token.split(".")
forged = [f"done {known['Paint']} [{token}]", f"not mine {item} [{token}]", f"later {item} [{token}]", f"stop [{token}]",
          f"done {item} [dan.{day}.{mac}]", f"done {item} [{person}.{int(day) + 1}.{mac}]", f"done {item} [{person}.{day}.{mac[:-1]}2]",
          f"done {item} [{person}.{day}.{'2' * 26}]", f"done {item} [{person}.{day}.]", f"done {item} [..]", f"done {known['Read']} [{token}]"]
mangled = [good[:-3] + "]", good.replace(".", ""), good.upper(), f"done {item} [" + "a" * 5000 + "]", good.replace(" [", " [[").replace("]", "]]"),
           f"done {item} [\u202e{token}]"]
for subject in forged + mangled:
    answer(scene, mail(subject, Authentication_Results=PASS))
believed = sum(states(scene)[text] != before[text] for text in before)
tap.is_(believed, 0, f"forged and mangled links: none of {len(forged)} and {len(mangled)} is believed")
words = f"done {item}"
foreign = [mail("Re", words), mail("Re", words, Authentication_Results="mx.elsewhere.org; dmarc=pass header.from=example.org"),
           mail("Re", words, Authentication_Results="mx.example.org; dmarc=fail header.from=example.org"),
           mail("Re", words, Authentication_Results="mx.example.org; none"),
           mail("Re", words, Authentication_Results="mx.example.org; spf=pass smtp.mailfrom=example.com"),
           mail("Re", words, Authentication_Results="mx.example.org; dkim=pass header.d=evil.org"),
           mail("Re", words, Authentication_Results="mx.example.org; dkim=fail reason=\"; dmarc=pass header.from=example.org\" header.d=example.org"),
           mail("Re", words, Authentication_Results="mx.example.org; spf=fail (; dmarc=pass header.from=example.org) smtp.mailfrom=example.org"),
           mail("Re", words, sender="ana@example.org, dan@example.org", Authentication_Results=PASS),
           mail("Re", words, sender="eve@example.org", Authentication_Results=PASS),
           mail("Re", words, sender="\"ana@example.org\" <eve@example.org>", Authentication_Results=PASS),
           mail("Re", words, sender="dan@example.org", Authentication_Results=PASS),
           mail("Re", words, Authentication_Results=PASS).replace(b"From: ", b"From: eve@example.org\r\nFrom: ", 1)]
for message in foreign:
    tap.is_(answer(scene, message), (0, ""), "one that is not believed is taken without a word")
tap.is_(sum(states(scene)[text] != before[text] for text in before), 0, f"of others: none of {len(foreign)} is believed")
tap.is_(unheard(scene), len(forged) + len(mangled) + len(foreign), "all of them are listed for the organiser")
own = [mail(good, Auto_Submitted="auto-replied"), mail(good, Precedence="bulk"), mail(good, List_Id="<x.example.org>"), mail(good, Return_Path="<>"),
       mail(good, X_Loop="x"), mail(good, sender="notes@example.org"), mail(good, sender="answers@example.org")]
listed = unheard(scene)
for message in own:
    answer(scene, message)
tap.is_((states(scene), unheard(scene)), (before, listed), f"programs, lists and loops: {len(own)} are dropped")
scene.now = "2026-05-03T09:00:00+02:00"
answer(scene, mail(good))
tap.is_(states(scene)["Order rain gauges"], "open", "a link of 61 days ago is too old")
scene.now = "2026-05-02T09:00:00+02:00"
first = mail(good, id="<one@example.org>")
answer(scene, first)
tap.is_(states(scene)["Order rain gauges"], "done", "one of 60 days is not")
scene.run("reopen", item)
replayed = [first, mail(good), mail("something else", id="<one@example.org>")]
for message in replayed:
    answer(scene, message)
tap.is_(states(scene)["Order rain gauges"], "open", f"replayed: none of {len(replayed)} counts")
scene.close()

# what it takes and refuses
scene = start()
scene.run("run")
big = mail("done", "x" * 1100000)
tap.is_(answer(scene, big)[0], 65, "a mail of more than 1 MiB is refused")
tap.is_(answer(scene, b"")[0], 65, "and so is none")
tap.is_(answer(scene, b"\xff\xfe\x00" * 50)[0] in (0, 65), True, "bytes that are no mail harm nobody")
(scene.folder / "key").write_text("short")
tap.is_(answer(scene, mail("x"))[0], 78, "a short key is a mistake of the configuration")
checked = scene.run("check")
tap.ok(checked.status == 78 and "fewer than 16 characters" in checked.out + checked.err, "check says so, too", checked.out + checked.err)
tap.ok("short" not in answer(scene, mail("x"))[1].replace("shorter", ""), "which is told without the key")
(scene.folder / "key").write_text(KEY)
box = scene.folder / "box"
for name in ("new", "cur", "tmp"):
    (box / name).mkdir(parents=True)
for count in range(3):
    (box / "new" / f"{count}.x").write_bytes(mail("Re", f"done {ids(scene)['Order']}", Authentication_Results=PASS))
(box / "new" / "9.x").write_bytes(big)
tap.is_(answer(scene, b"", "--maildir", "box"), (0, ""), "a Maildir is read")
tap.is_(sorted(p.name for p in (box / "cur").iterdir()), ["0.x:2,S", "1.x:2,S", "2.x:2,S", "9.x:2,S"], "and what was read is marked so")
tap.is_(states(scene)["Order rain gauges"], "done", "and understood")
tap.is_(answer(scene, b"", "--maildir", "nowhere")[0], 66, "none is none")
mbox = b"From ana@example.org Tue Mar  3 09:00:00 2026\n" + mail("Re", f"done {ids(scene)['Paint']}", Authentication_Results=PASS)
answer(scene, mbox)
tap.is_(states(scene)["Paint the mast"], "done", "a line of mbox before the mail is passed over")
scene.close()


# mail that came back
def bounce(recipient="dan@example.org", action="failed", status="5.1.1"):
    global number
    number += 1
    return (f"From: <MAILER-DAEMON@mx.example.org>\r\nTo: answers@example.org\r\nSubject: Undelivered\r\nMessage-ID: <b{number}@mx>\r\n"
            "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
            f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 no\r\n\r\n--b--\r\n").encode()


scene = start(ANSWERED.replace("answers: \"Answers", "postmaster: boss@example.org, answers: \"Answers"))
remind(scene, "2026-03-03")
repeated = bounce()
for message in (bounce(action="delayed", status="4.4.1"), bounce(status="4.2.2"), bounce("eve@example.org"), repeated, repeated, bounce()):
    tap.is_(answer(scene, message), (0, ""), "a report is taken without a word")
scene.now = "2026-03-04T09:00:00+02:00"
tap.silent(scene.run("run"), "two failures for good say nothing yet")
tap.is_(len(scene.mails()), 0, "to nobody")
answer(scene, bounce())
scene.now = "2026-03-05T09:00:00+02:00"
scene.run("run")
told = [m for m in scene.mails() if m["To"] == "boss@example.org"]
tap.ok(len(told) == 1 and "dan@example.org" in text_of(told[0]) and "came back three times" in text_of(told[0]), "the third is told to the organiser",
       [text_of(m) for m in told])
scene.now = "2026-03-06T09:00:00+02:00"
scene.run("run")
tap.is_(len(scene.mails()), 0, "once")
scene.close()
tap.done()
