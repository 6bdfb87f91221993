"""Security headers on every answer: what a page of this server may load, and who may embed it.

The policy names no foreign host, so the browser itself holds the promise that no request leaves for one.
OCOP_FRAME_ANCESTORS says who may put a page into a frame, in the words of the policy: `*` (the default: any site may
embed, because briefings do), `'self'`, `'none'`, or hosts such as `'self' https://www.fao.org https://*.fao.org`.
"""

import os
import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
ANCESTOR = re.compile(r"\*|'self'|'none'|(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?", re.IGNORECASE)

FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def frame_ancestors(setting: str | None = None) -> str:
    """Who may embed; ValueError for a word that is no source, because it could smuggle in another directive."""
    words = (setting if setting is not None else os.environ.get("OCOP_FRAME_ANCESTORS", "")).split() or ["*"]
    for word in words:
        if not ANCESTOR.fullmatch(word):
            raise ValueError(
                f"OCOP_FRAME_ANCESTORS: {word!r} is not *, 'self', 'none' or a host such as https://www.fao.org. "
                "Separate several with spaces."
            )
    if "'none'" in words and len(words) > 1:
        raise ValueError("OCOP_FRAME_ANCESTORS: 'none' stands alone. Remove it, or remove the others.")
    return " ".join(words)


def script_hashes(page: str) -> list[str]:
    """The sources that allow exactly the scripts written inside an HTML page, in their order."""
    digests = (sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]


def policy(page: str, ancestors: str) -> str:
    """The Content-Security-Policy for the one HTML page of the app."""
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes(page)]),
        "style-src": "'self' 'unsafe-inline'",  # the style library writes its rules at run time
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class Headers:
    """ASGI middleware: adds the headers to every HTTP answer; an answer that brings its own keeps it."""

    def __init__(self, app: ASGIApp, policy: str):
        self.app = app
        self.extra = {"content-security-policy": policy, **FIXED}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                for name, value in self.extra.items():
                    headers.setdefault(name, value)
            await send(event)

        await self.app(scope, receive, send_with_headers)
