"""The container, without an engine: the rules that its file must keep, and its start in a folder that holds exactly what it copies.

The folder of built files cannot be written there, as under a read-only root: the server must start all the same.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from fnmatch import fnmatch

from ocop.store import ROOT, fingerprint
from tests import servers

LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
INSTRUCTIONS = [tuple(line.split(maxsplit=1)) for line in LINES if line and not line.startswith("#")]
LAST_STAGE = INSTRUCTIONS[max(place for place, (word, _rest) in enumerate(INSTRUCTIONS) if word == "FROM"):]


def rest(word: str, among=LAST_STAGE) -> list[str]:
    return [after for name, after in among if name == word]


def copied() -> list[tuple[list[str], str]]:
    """What comes from the checkout: sources and target."""
    return [(words[:-1], words[-1]) for words in map(str.split, rest("COPY")) if not words[0].startswith("--from")]


def is_sent(path: str) -> bool:
    """Whether `.dockerignore` lets a path of the checkout through; the last rule that fits decides."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    fits = [rule for rule in rules if fnmatch(path, rule.lstrip("!").replace("**/", "*")) or path.startswith(rule.lstrip("!") + "/")]
    return fits[-1].startswith("!")


def test_it_runs_as_a_user_without_rights_and_is_asked_for_its_health():
    (user,) = rest("USER")
    assert int(user) >= 10_000 and INSTRUCTIONS[-1][0] == "CMD" and len(rest("HEALTHCHECK")) == 1
    assert "/healthz" in rest("HEALTHCHECK")[0]
    assert [word for word, _after in LAST_STAGE].index("USER") > max(place for place, (word, _) in enumerate(LAST_STAGE) if word == "COPY")


def test_it_copies_what_is_there_and_leaves_out_what_is_not_served():
    for sources, _target in copied():
        for source in sources:
            assert (ROOT / source).exists() and is_sent(source), source
    assert not any(map(is_sent, ("data/received/x.csv", ".git/config", "tests/small.py", ".venv/bin/python", "ocop/web/__pycache__")))


def test_the_command_serves_the_record_where_nothing_can_be_written(tmp_path):
    site, full = tmp_path / "srv", tmp_path / "full"
    full.write_text("a file, so that no folder can be made below it", encoding="utf-8")
    for sources, target in copied():
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, site / target, ignore=shutil.ignore_patterns("__pycache__", "received"))
            else:
                site.mkdir(exist_ok=True)
                shutil.copy(ROOT / source, site / target)
    settings = dict(re.findall(r"(STREAMLIT_\w+|PYTHON\w+)=(\S+)", rest("ENV")[0]))
    assert settings["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"
    port, output = servers.free_port(), tmp_path / "server.log"
    command = [sys.executable if word == "python" else str(port) if word == "8501" else word for word in json.loads(rest("CMD")[0])]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OCOP_", "STREAMLIT_", "PYTHONPATH"))}
    with output.open("w") as sink:
        process = subprocess.Popen(command, cwd=site, env={**kept, **settings, "OCOP_CACHE": str(full / "cache"), "HOME": str(tmp_path)},
                                   stdout=sink, stderr=subprocess.STDOUT)
    try:
        servers.await_health(process, port, output)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=servers.PATIENCE) as answer:
            assert json.load(answer)["fingerprint"] == fingerprint(ROOT / "data")
        asked = json.loads(rest("HEALTHCHECK")[0].partition("CMD ")[2])[2].replace(":8501", f":{port}")
        assert subprocess.run([sys.executable, "-c", asked]).returncode == 0
    finally:
        servers.end(process)
