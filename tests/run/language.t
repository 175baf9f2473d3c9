#!/usr/bin/python3
"""Messages in the language of the configuration, of a job, of a person."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))
from scene import CONFIG, Scene, Tap, text_of  # noqa: E402  pylint: disable=wrong-import-position

TODOS = "\n".join(f"* AP: Solder the antenna number {n}" for n in range(20)) + "\n* DT: Order more wire"


def run(config):
    scene = Scene(config)
    scene.meeting("a.md", "2026-03-01", TODOS)
    result = scene.run("run", "weekly", "reminders", "news")
    seen = {str(mail["To"]): mail for mail in scene.mails()}, scene.payloads(), result, scene.run("check")
    scene.close()
    return seen


def configured(top="", job="", dan="", news=""):
    return (top + CONFIG.replace("every: week, at: \"Mon 08:00\"", f"every: week{job}")
            .replace("every: week, at: \"Tue 08:00\"", "every: week").replace("email: dan@example.org", f"email: dan@example.org{dan}")
            .replace("kind: post", f"kind: post{news}"))


def mail_to(mails, address):
    return next(mail for to, mail in mails.items() if address in to)


tap = Tap()

mails, payloads, result, checked = run(configured("language: ro\n", dan=", language: en"))
tap.silent(result, "a run in Romanian says nothing")
tap.ok(checked.status == 0, "check is content", checked.err)
weekly = mail_to(mails, "all@lists")
tap.is_(str(weekly["Subject"]), "Notițe, săptămâna 9: 1 întâlnire, 21 de sarcini noi", "the digest's subject, with 21 de")
tap.ok('<html lang="ro" dir="ltr">' in weekly.get_body(("html",)).get_content(), "its HTML says its language", weekly)
tap.ok("23 februarie – 2 martie 2026" in text_of(weekly), "its dates", text_of(weekly))
ana, dan = mail_to(mails, "ana@"), mail_to(mails, "dan@")
tap.ok("Salut, Ana Pop!" in text_of(ana) and "luni, 2 martie 2026" in text_of(ana), "a reminder in Romanian", text_of(ana))
tap.ok("Hello Dan Ţurcanu," in text_of(dan), "and in the same run one in English, for who wants that", text_of(dan))
tap.ok('lang="en"' in dan.get_body(("html",)).get_content(), "which says so, too")
embed = payloads[0]["embeds"][0]
tap.ok("## Sarcini" in embed["description"] and re.search("dum 1 mart", embed["title"]), "the post", embed)

mails, payloads, _, _ = run(configured(job=", language: ro", news=", language: ro-RO"))
tap.ok("Notițe, săptămâna 9" in str(mail_to(mails, "all@lists")["Subject"]), "a job's own language")
tap.ok("Hello Ana Pop," in text_of(mail_to(mails, "ana@")), "does not touch another job")
tap.ok("## Sarcini" in payloads[0]["embeds"][0]["description"], "a region is spared", payloads)

mails, _, result, checked = run(configured(dan=", language: tlh"))
tap.silent(result, "a language without a catalogue stops nothing")
tap.ok("Hello Dan Ţurcanu," in text_of(mail_to(mails, "dan@")), "it gets English")
tap.ok(checked.status == 78 and 'the language of person "dan" is "tlh"' in checked.err and "it speaks: en, ro" in checked.err,
       "and check says so", checked.err)
tap.done()
