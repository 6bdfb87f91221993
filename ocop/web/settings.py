"""The settings in force, checked at the start: a file, a variable or a flag may have changed any of them.

An unsafe setting is a warning in the log; with OCOP_PRODUCTION=1 the server does not start.
"""

import logging
import os
import re
from collections.abc import Callable
from typing import Any, NamedTuple

log = logging.getLogger("ocop.web.settings")


HOST = re.compile(r"\*|(\*\.)?[\w-]+(\.[\w-]+)*|[0-9a-fA-F:]+")


class Rule(NamedTuple):
    """One setting of Streamlit, what it has to be, and what happens otherwise."""

    name: str
    wanted: Any
    reason: str
    only_in_production: bool = False

    def is_met(self, value: Any) -> bool:
        return self.wanted(value) if callable(self.wanted) else value == self.wanted


def at_most(limit: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int | float) and value <= limit


RULES = (
    Rule("client.showErrorDetails", "none", "readers would see exception texts and paths"),
    Rule("client.showErrorLinks", False, "error boxes would link to foreign sites"),
    Rule("client.toolbarMode", lambda mode: mode in ("minimal", "viewer"), "readers would see developer menus"),
    Rule("client.allowedOrigins", lambda origins: not origins, "foreign pages could steer an embedded page"),
    Rule("browser.gatherUsageStats", False, "each visit would be reported to a foreign host"),
    Rule("global.developmentMode", False, "messages of a browser could stop the server"),
    Rule("logger.enableRich", False, "exception texts would reach the log unscrubbed"),
    Rule("runner.magicEnabled", False, "a stray expression in a page would be shown to readers"),
    Rule("server.fileWatcherType", "none", "a changed file would rerun the pages of all readers"),
    Rule("server.runOnSave", False, "a changed file would rerun the pages of all readers"),
    Rule("server.enableCORS", True, "a foreign page could read through a reader's browser"),
    Rule("server.enableXsrfProtection", True, "a foreign page could act through a reader's browser"),
    Rule("server.enableAgentApi", False, "programs could run pages without a browser's limits"),
    Rule("server.scriptHealthCheckEnabled", False, "anybody could run the page by a plain request"),
    Rule("server.enableStaticServing", False, "files under /app/static/ would have two sources"),
    Rule("server.maxUploadSize", at_most(1), "visitors could fill the memory (MB)"),
    Rule("server.maxMessageSize", at_most(20), "one message of a visitor could fill the memory (MB)"),
    Rule("server.maxWidgetStateSize", at_most(1), "one visitor's state could fill the memory (MB)"),
    Rule("server.enableWebsocketCompression", True, "pages would be five times as long on the wire"),
    Rule("server.baseUrlPath", "", "maps and fonts are asked for below /; let the proxy remove a prefix"),
    Rule("server.allowedHosts", lambda hosts: all(HOST.fullmatch(host) for host in hosts or []),
         "no page would open under a name written so; several are separated by spaces"),
    Rule("server.allowedHosts", bool, "any host name would be answered; name yours", only_in_production=True),
)


class UnsafeSettings(SystemExit):
    """Ends the start with one clear line for each setting."""


def is_production() -> bool:
    return os.environ.get("OCOP_PRODUCTION", "") == "1"


def unsafe(setting: Callable[[str], Any], production: bool = False, uploads: int = 1) -> list[str]:
    """One line for each setting that is not as it has to be."""
    lines = []
    for rule in RULES:
        value = setting(rule.name)
        rule = rule._replace(wanted=at_most(uploads)) if rule.name == "server.maxUploadSize" else rule
        if not rule.is_met(value) and (production or not rule.only_in_production):
            lines.append(f"{rule.name} is {value!r}: {rule.reason}. Correct .streamlit/config.toml or {variable(rule.name)}.")
    return lines


def variable(name: str) -> str:
    """The environment variable that overrides a setting: server.maxUploadSize -> STREAMLIT_SERVER_MAX_UPLOAD_SIZE."""
    snake = "".join(f"_{letter}" if letter.isupper() and not before.isupper() else letter
                    for before, letter in zip("a" + name, name, strict=False))
    return "STREAMLIT_" + snake.replace(".", "_").upper()


def check(setting: Callable[[str], Any], uploads: int = 1) -> None:
    """Warn of each unsafe setting; in production raise UnsafeSettings, which ends the start. `uploads`: MB that a visitor may send."""
    production = is_production()
    lines = unsafe(setting, production, uploads)
    if production and lines:
        raise UnsafeSettings("OCOP Monitor does not start with OCOP_PRODUCTION=1:\n" + "\n".join(f"  {line}" for line in lines))
    for line in lines:
        log.warning("unsafe setting: %s", line)
