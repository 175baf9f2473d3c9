#!/usr/bin/python3
"""Answers that a real Exim takes by SMTP on loopback and pipes to `tidings answers`, whose exit status it goes by."""
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import shutil
import smtplib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "lib"), str(HERE.parent / "lib")]
from scene import CHECKOUT, CONFIG, TIDINGS, Scene, Tap  # noqa: E402

loader = importlib.machinery.SourceFileLoader("exim", str(HERE / "exim.t"))
exim = importlib.util.module_from_spec(importlib.util.spec_from_loader("exim", loader))
loader.exec_module(exim)

PIPE = """\
  driver = pipe
  command = {program} -c {folder}/tidings.yaml answers
  environment = "TIDINGS_NOW=2026-03-03T09::00::00+02::00 : TIDINGS_TEMPLATES={templates}"
  temp_errors = 75
  log_output
  return_fail_output
"""
ANSWERED = CONFIG.replace("reply_to: ana@example.org", "reply_to: ana@example.org, answers: answers@example.org").replace(
    "discord:", "answers: {trust: [mx.example.org]}\ndiscord:", 1)


class Piping(exim.Exim):
    """Exim that hands everything to tidings, in the folder of a scene that is its own user's."""

    def configure(self):
        self.scene = Scene(ANSWERED, "2026-03-03T09:00:00+02:00")
        self.scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges\n- AP: Paint the mast")
        super().configure()
        program = os.path.join(self.path, "tidings")
        shutil.copy(TIDINGS, program)
        shutil.copytree(CHECKOUT / "templates", os.path.join(self.path, "templates"))
        with open(os.path.join(self.path, "config"), encoding="utf-8") as file:
            text = file.read()
        text = re.sub("message_size_limit = .*", "message_size_limit = 10M", text)
        start, end = text.index("  driver = appendfile"), text.index("\nbegin authenticators")
        text = text[:start] + PIPE.format(program=program, folder=self.scene.folder, templates=os.path.join(self.path, "templates")) + "\nbegin retry\n* * F,1h,10m\n" + text[end:]
        with open(os.path.join(self.path, "config"), "w", encoding="utf-8") as file:
            file.write(text)
        self.scene.run("run")
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", f"{self.user.pw_uid}:{self.user.pw_gid}", self.scene.folder], check=True)

    def stop(self):
        super().stop()
        self.scene.close()

    def try_again(self):
        env = {"PATH": os.environ["PATH"], "LD_PRELOAD": exim.WRAPPERS[0],
               "NSS_WRAPPER_PASSWD": os.path.join(self.path, "passwd"), "NSS_WRAPPER_GROUP": os.path.join(self.path, "group")}
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        subprocess.run([os.path.join(self.path, "exim"), "-C", os.path.join(self.path, "config"), "-qff"], env=env, cwd=self.path, check=True, **ids)

    def send(self, number, line, more=""):
        message = (f"From: ana@example.org\r\nTo: answers@example.org\r\nSubject: Re: Your TODOs\r\nMessage-ID: <{number}@example.org>\r\n"
                   f"Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\r\n\r\n{line}\r\n{more}")
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as client:
            client.sendmail("ana@example.org", ["answers@example.org"], message)

    def actions(self):
        """By their first words; the configuration is named, as it belongs to the server's user now."""
        listed = self.scene.run("-c", "tidings.yaml", "actions", "--all", "--json").out
        return {action["text"].split()[0]: action for action in map(json.loads, listed.splitlines())}

    def state(self, word):
        return self.actions()[word]["state"]


def main():
    why = exim.why_not() or ("this is not the plain program" if os.environ.get("TIDINGS_SANITIZED") else None)
    if why:
        print(f"1..0 # SKIP {why}")
        return
    tap = Tap()
    with Piping() as server:
        ids = {word: action["id"] for word, action in server.actions().items()}
        server.send(1, f"done {ids['Order']}")
        server.wait_for(lambda: "Completed" in server.log())
        tap.is_(server.state("Order"), "done", "an answer that came by SMTP is taken")
        tap.ok(" => answers" in server.log() and "T=all" in server.log(), "and Exim has delivered it", server.log())
        server.send(2, f"done {ids['Paint']}", ("x" * 70 + "\r\n") * 16000)
        server.wait_for(lambda: " ** answers" in server.log())
        tap.is_(server.state("Paint"), "open", "one of more than 1 MiB is refused, and the mail server told so")
        state = server.scene.folder / "state.db"
        state.chmod(0)
        server.send(3, f"done {ids['Paint']}")
        server.wait_for(lambda: " == answers" in server.log())
        state.chmod(0o600)
        tap.is_((server.state("Paint"), server.log().count(" ** answers")), ("open", 1), "while the state cannot be opened, it is tried again later")
        server.try_again()
        server.wait_for(lambda: server.state("Paint") == "done")
        tap.is_(server.state("Paint"), "done", "and then it is taken")
    tap.done()


if __name__ == "__main__":
    main()
