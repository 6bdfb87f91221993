"""The papers beside the code: licences, citation, ways to contribute and to report; each says what the project does."""

import re
import tomllib

import pytest

from ocop.store import ROOT
from ocop.web import whole

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_licence_of_the_code_is_whole():
    text = paper("LICENSE")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "9. Accepting Warranty" in text and "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["license"] == "Apache-2.0"


def test_the_data_says_what_is_licensed_and_what_belongs_to_its_sources():
    text = paper("data/LICENSE.md")
    assert "CC BY 4.0" in text and "https://creativecommons.org/licenses/by/4.0/" in text
    assert "`source_id`" in text and "not an official publication of FAO" in text


def test_the_citation_names_this_version_and_these_licences():
    cited = dict(re.findall(r"^([a-z-]+): (.+)$", paper("CITATION.cff"), re.MULTILINE))
    assert (cited["cff-version"], cited["version"], cited["license"]) == ("1.2.0", PROJECT["version"], PROJECT["license"])
    assert "CC-BY-4.0" in paper("CITATION.cff")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "data/LICENSE.md"])
def test_a_paper_names_only_files_and_commands_that_exist(name):
    text = paper(name)
    targets = set(re.findall(r"^([a-z]+):", paper("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    named = re.findall(r"`([\w./-]+\.(?:md|py|toml|txt|lock|cff|csv|yml))`", text)
    addresses = {route.path for route in whole.routes()}
    for file in named:
        if file.startswith("/"):  # an address of the server
            assert file in addresses, f"{name} names {file}"
        else:
            assert any((ROOT / folder / file).exists() for folder in ("", "data", "data/received")), f"{name} names {file}"
