#!/usr/bin/python3
"""Whoever may set a variable of the environment does not get the keys of TLS sessions."""
import os
import pathlib
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lib"), str(TESTS / "peers" / "lib")]
from scene import CONFIG, Scene, Tap
from smtp_peer import SmtpPeer
from tls import Authority

tap = Tap()
with tempfile.TemporaryDirectory(prefix="tidings-tls-") as folder:
    authority = Authority(folder)
    for scheme in ("smtps", "smtp"):
        with SmtpPeer(tls=authority.context("IP:127.0.0.1"), implicit=scheme == "smtps", logins={"me": "pass"}) as peer:
            via = f'ca_file: {authority.ca_file}, timeout: 10, via: "{scheme}://me:pass@127.0.0.1:{peer.port}"'
            scene = Scene(CONFIG.replace('via: "folder:mail"', via))
            (scene.folder / "tidings.yaml").chmod(0o600)
            scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
            keys = scene.folder / "keys"
            result = scene.run("run", "weekly", env={"SSLKEYLOGFILE": str(keys)})
            tap.ok(result.status == 0 and len(peer.messages) == 1, f"{scheme}: mail goes over TLS", result.err)
            tap.ok(not keys.exists(), "and its keys nowhere", os.listdir(scene.folder))
            scene.close()
tap.done()
