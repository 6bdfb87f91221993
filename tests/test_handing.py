"""What leaves by a terminal, a pipe or a file: no trace, no letter that breaks it, no device replaced, no half file."""

import io
import json
import os
import socket
import stat
import subprocess
import sys

import pytest

from ocop import handing
from ocop.__main__ import main
from ocop.store import ROOT

ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
REPORT = ["report", "--period", "2025-H1", "--format", "xlsx", "-o"]


def ran(*words, env=None, **streams):
    """A call in a process of its own, as a shell makes it; a name in words may be bytes."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run([sys.executable, "-m", "ocop", *words], cwd=ROOT, env={**os.environ, **(env or {})}, timeout=300, **given)


def one_line(told: str, *parts: str) -> bool:
    return told.count("\n") == 1 and "Traceback" not in told and all(part in told for part in parts)


def device(folder):
    return "/dev/null"


def fifo(folder):
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def listening(folder):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "s"))
    return folder / "s"


def link(folder, target):
    (folder / "link").symlink_to(target)
    return folder / "link"


def read_only(folder):
    (folder / "kept.xlsx").write_bytes(b"good")
    (folder / "kept.xlsx").chmod(0o444)
    return folder / "kept.xlsx"


def plain_file(folder):
    (folder / "file").write_bytes(b"good")
    return folder / "file"


PLACES = {
    "device": (device, "is a device"), "standard output": (lambda folder: "/dev/stdout", "is a stream"),
    "an open file": (lambda folder: "/dev/fd/2", "is a stream"), "link to a stream": (lambda folder: link(folder, "/dev/stderr"), "is a stream"),
    "pipe": (fifo, "is a pipe"), "socket": (listening, "is a socket"), "folder": (lambda folder: folder, "is a folder"),
    "link to a device": (lambda folder: link(folder, "/dev/null"), "is a device"),
    "link to a folder": (lambda folder: link(folder, folder), "is a folder"),
    "link into nowhere": (lambda folder: link(folder, "none/x"), "does not exist"),
    "link to itself": (lambda folder: link(folder, folder / "link"), "cannot be written"),
    "read-only": (read_only, "is read-only"), "no folder": (lambda folder: folder / "none" / "x", "does not exist"),
    "a file as folder": (lambda folder: plain_file(folder) / "x", "is not a folder"),
    "long name": (lambda folder: folder / ("x" * 300), "too long"), "long path": (lambda folder: folder / ("x/" * 3000), "does not exist"),
    "nothing": (lambda folder: "", "is a folder"), "a zero byte": (lambda folder: f"{folder}/a\0b", "cannot be written"),
    "bytes": (lambda folder: os.fsdecode(bytes(folder) + b"/\xff/x"), "does not exist")}


def states(folder):
    """What is known of each file, but for the moment in which somebody last read it."""
    return {path.name: (known.st_mode, known.st_ino, known.st_nlink, known.st_size, known.st_mtime_ns) for path in folder.iterdir()
            for known in [path.lstat()]}


@pytest.mark.parametrize("kind", PLACES)
def test_only_a_plain_file_is_written_and_the_rest_is_told_before_any_work(kind, tmp_path, capsys):
    made, words = PLACES[kind]
    place = made(tmp_path)
    before = states(tmp_path)
    assert main([*REPORT, str(place)]) == 2
    assert one_line(capsys.readouterr().err, words)
    assert states(tmp_path) == before
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_file_is_replaced_whole_with_its_rights_and_through_a_link(tmp_path):
    real = tmp_path / "real.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.txt").symlink_to("real.txt")
    handing.put(tmp_path / "link.txt", b"new")
    assert real.read_bytes() == b"new" and (tmp_path / "link.txt").is_symlink() and stat.S_IMODE(real.stat().st_mode) == 0o640
    handing.put(tmp_path / ("n" * 255), b"long")  # a name as long as a name may be
    (tmp_path / "new").symlink_to("to come.txt")  # a link to a file to come, in a folder that is there
    handing.put(tmp_path / "new", b"come")
    assert (tmp_path / "to come.txt").read_bytes() == b"come" and not list(tmp_path.glob(".ocop-*"))


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_good_file_stays_where_writing_fails(step, tmp_path, monkeypatch):
    good = tmp_path / "good.pdf"
    good.write_bytes(b"good")

    def full(*_words):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(handing.os, step, full)
    with pytest.raises(handing.CannotWrite, match="No space left"):
        handing.put(good, b"new")
    assert good.read_bytes() == b"good" and [path.name for path in tmp_path.iterdir()] == ["good.pdf"]


@pytest.mark.parametrize(("words", "parts"), [
    (["synth", "/dev/null"], ["/dev/null is not a folder"]), (["synth", "{folder}/file/x"], ["/file is not a folder"]),
    (["synth", "{folder}"], ["holds other files"]), (["synth", "{folder}/gone"], ["is not a folder"]),
    (["compile", "{folder}/none", "{folder}"], ["none is not a folder"]), (["compile", "{folder}", "/dev/null"], ["/dev/null is not a folder"]),
    (["compile", "{folder}", "{folder}"], [".csv: was not received"]), (["check", "{folder}/file"], ["is not a folder"]),
    (["query", "\ud800/x"], ["There is no query"]), (["query", "x" * 5000], ["There is no query"]), (["query", "a/b\0"], ["There is no query"])])
def test_every_command_tells_a_wrong_place_in_one_line(words, parts, tmp_path, capsys):
    plain_file(tmp_path)
    (tmp_path / "gone").symlink_to("nowhere")
    assert main([word.replace("{folder}", str(tmp_path)) for word in words]) == 2
    assert one_line(capsys.readouterr().err, *parts)
    assert (tmp_path / "file").read_bytes() == b"good"


@pytest.mark.parametrize("words", [
    ["--facts", "-5"], ["--facts", "x"], ["--facts", "1" + "0" * 30], ["--seed", "-1"], ["--seed", "1.5"], ["--facts", "٣"]])
def test_a_count_that_is_none_is_told_by_the_command_line(words, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["synth", str(tmp_path / "new"), *words])
    assert ended.value.code == 2 and "is not a whole number" in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_a_command_in_a_folder_that_is_gone_says_so(tmp_path, monkeypatch, capsys):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert main(["check", "."]) == 2 and one_line(capsys.readouterr().err, "The folder in which the command runs is gone")


def test_a_fault_of_the_program_is_one_line_and_ctrl_c_is_quiet(monkeypatch, capsys):
    def broken(_options):
        raise RuntimeError("first\nsecond")

    def stopped(_options):
        raise KeyboardInterrupt
    monkeypatch.setattr("ocop.__main__.listing", broken)
    assert main(["queries"]) == 3
    assert one_line(capsys.readouterr().err, "RuntimeError", "OCOP_TRACE=1")
    monkeypatch.setattr("ocop.__main__.listing", stopped)
    assert main(["queries"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.parametrize(("letters", "written"), [
    ("Côte d’Ivoire", "Cote d'Ivoire"), ("Türkiye – “x”…", 'Turkiye - "x"...'), ("≥40 · ●", ">=40 | *"), ("Ấn Độ", "An Do"),
    ("ไทย", "\\u0e44\\u0e17\\u0e22"),
    ("中🎉", "\\u4e2d\\U0001f389"), ("\udc80", "\\udc80"), ("ﬁ½", "fi1/2"), ("？", "\\uff1f"), ("\u0301", "\\u0301")])
def test_letters_that_a_terminal_lacks_are_written_readably(letters, written):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="ocop.plain")
    stream.write(letters)
    stream.flush()
    assert stream.buffer.getvalue().decode("ascii") == written


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_terminal_of_ascii_gets_everything(form):
    done = ran("query", "countries/register", "--format", form, env=ASCII)
    text = done.stdout.decode("ascii")
    assert done.returncode == 0 and done.stderr == b"" and "?" not in text
    if form == "json":
        assert "Côte d'Ivoire" in {row["country"] for row in json.loads(text)}  # the data is not changed
    else:
        assert ("Cote d'Ivoire" if form == "table" else "C\\xf4te d'Ivoire") in text


def closed_pipe(*words):
    """The call with a reader who takes one byte and goes."""
    process = subprocess.Popen([sys.executable, "-m", "ocop", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1)
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    return process.wait(300), told


@pytest.mark.parametrize("words", [["query", "about/sources", "--format", "csv"], ["queries"], ["--help"]])
def test_a_pipe_that_its_reader_closed_is_no_news(words):
    assert closed_pipe(*words) == (0, b"")


@pytest.mark.parametrize("words", [["query", "about/sources"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_one_line(words):
    with open("/dev/full", "wb") as full:
        done = ran(*words, stdout=full)
    assert done.returncode == 2 and one_line(done.stderr.decode(), "No space left on device")


def test_streams_that_are_closed_break_nothing():
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m ocop queries >&-'], cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == 2 and one_line(done.stderr.decode(), "Standard output is closed")
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m ocop query x 2>&-'], cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == 2 and done.stdout == b""
    assert ran("query", "x", stderr=open("/dev/full", "wb")).returncode == 2  # noqa: SIM115


def test_a_report_goes_to_standard_output_where_that_is_asked_for(monkeypatch, capfdbinary):
    from ocop import report

    monkeypatch.setattr(report, "write", lambda *_words, **_named: b"PK\x03\x04\xff")
    assert main([*REPORT, "-"]) == 0
    assert capfdbinary.readouterr() == (b"PK\x03\x04\xff", b"") and not (ROOT / "-").exists()


def test_ctrl_c_while_a_command_works_leaves_no_trace(tmp_path, monkeypatch, capsys):
    from ocop import synth

    def stopped(folder, *_words):
        (folder / "half").write_bytes(b"half")
        raise KeyboardInterrupt
    monkeypatch.setattr(synth, "fill", stopped)
    assert main(["synth", str(tmp_path / "made"), "--facts", "20000"]) == 130
    assert capsys.readouterr() == ("", "Stopped.\n") and list(tmp_path.iterdir()) == []


def test_an_older_illustrative_folder_stays_until_the_new_one_is_whole(tmp_path, monkeypatch):
    from ocop import synth

    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "ILLUSTRATIVE").write_text("old", encoding="utf-8")

    def full(*_words):
        raise OSError(28, "No space left on device", "figures.parquet")
    monkeypatch.setattr(synth, "write", full)
    assert main(["synth", str(folder), "--facts", "20000"]) == 2
    assert (folder / "ILLUSTRATIVE").read_text(encoding="utf-8") == "old" and [path.name for path in tmp_path.iterdir()] == ["made"]


def test_words_come_in_their_own_letters_where_the_system_speaks_ascii_alone(capsys):
    assert main(["search", "Côte"]) == 0
    told = capsys.readouterr().out
    assert main(["search", os.fsdecode("Côte".encode())]) == 0 and main(["search", "C\udcc3\udcb4te"]) == 0  # byte by byte, as Python hands it over
    assert capsys.readouterr().out == told * 2 and "Côte d'Ivoire" in told
    for words, parts in ((["search", "\udcff"], "not written in UTF-8"), (["search", "rice", "\ud800"], "not written in UTF-8"),
                         (["query", "countries/register", "--country", "C\udcc3\udcb4te"], "'Côte', which does not exist")):
        assert main(words) == 2 and one_line(capsys.readouterr().err, parts)


def test_a_name_that_ends_in_a_slash_is_no_file(capsys, tmp_path):
    for name in ("new/", "new//", "a/b/"):
        with pytest.raises(SystemExit) as ended:
            main([*REPORT, f"{tmp_path}/{name}"])
        assert ended.value.code == 2 and "/ is the name of a folder; name a file in it" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_report_for_a_closed_output_says_that_it_is_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(handing.CannotWrite, match="Standard output is closed"):
        handing.hand(b"x")
