"""One finder for all, and a browser before the tests: the ways in their order, none where none can be, one clear line then."""

import os

import pytest

from ocop.charts import browsers
from tests.browser import provide


def program(folder, name, text="#!/bin/sh\nexit 0\n", mode=0o755):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return str(file)


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine on which no browser is."""
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr("choreographer.browsers.chromium.get_chrome_download_path", lambda **_words: None)
    monkeypatch.setattr("choreographer.browsers.chromium.get_old_chrome_download_path", lambda: None)
    return tmp_path


def test_a_named_browser_comes_first_and_is_the_only_one_asked(bare, monkeypatch):
    program(bare, "bin/chromium")
    named = program(bare, "mine")
    monkeypatch.setenv("BROWSER_PATH", named)
    assert browsers.browser_path() == named
    for wrong in (str(bare / "nowhere"), str(bare), program(bare, "no-program", mode=0o644)):
        monkeypatch.setenv("BROWSER_PATH", wrong)
        assert browsers.browser_path() is None and provide.ways() == []


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "brave"])
def test_one_on_the_search_path_is_found(bare, name):
    assert browsers.browser_path() is None
    here = program(bare, f"bin/{name}")
    assert browsers.browser_path() == here


def test_one_that_playwright_put_there_is_found_the_newest_first(bare):
    program(bare, "playwright/chromium-1100/chrome-linux/chrome")
    newest = program(bare, "playwright/chromium-1200/chrome-linux64/chrome")
    assert browsers.browser_path() == newest


@pytest.mark.parametrize(("root", "ways"), [(0, ["playwright", "apt-get"]), (1000, ["playwright"])])
def test_the_ways_to_a_browser_are_tried_in_their_order(bare, monkeypatch, root, ways):
    program(bare, "bin/apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: root)
    assert [way for way in ("playwright", "apt-get") if any(way in " ".join(found[0]) for found in provide.ways())] == ways


def test_the_first_way_that_works_ends_the_search(bare, monkeypatch, capsys):
    tried = []

    def installs(way):
        tried.append(way)
        program(bare, "bin/chromium")
        return True
    monkeypatch.setattr(provide, "ways", lambda: [["one"], ["two"]])
    monkeypatch.setattr(provide, "done", lambda way: True if way[0][-1] == "--version" else installs(way))
    assert provide.main() == 0 and tried == [["one"]]
    assert capsys.readouterr().out == f"Browser tests use {bare}/bin/chromium.\n"


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_a_browser_one_line_says_so_and_fails_only_in_integration(bare, monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(provide, "ways", lambda: [[["false"]]])
    assert provide.main() == code
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and told.err.startswith("No Chromium was found")


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", "no program at all"])
def test_a_program_that_does_not_start_is_no_browser(bare, text):
    assert not provide.starts(program(bare, "bin/chromium", text)) and not provide.starts(None)
    assert provide.starts(program(bare, "bin/chrome"))
