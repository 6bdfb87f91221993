"""How an answer goes out: its mark and what a caller has of it, its packing, what its page may do; and that a frozen one is kept."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from ocop.kept import Kept
from ocop.web import frozen, packing, streams, turns
from ocop.web.headers import frame_ancestors, script_hashes

PACKED = ("text/", "application/json", "application/atom", "application/xml", "application/ld+json", "application/vnd.sdmx",
          "image/svg")  # kinds that are words
Body = bytes | Iterator[bytes]  # whole, or in parts where it is large
READY = Kept(400)
SMALL = 64_000  # bytes of an answer that stays in memory


@lru_cache(8)
def packed_once(plain: bytes, encoding: str) -> bytes:
    """A document on the whole of a version, packed with the first call for it: that takes longer than to send it."""
    return packing.pack(plain, encoding)


def policy(script: str = "") -> str:
    """What a small page may do: nothing but its own style, and to run exactly this script where it has one."""
    runs = f"script-src {' '.join(script_hashes(script))}; " if script else ""
    return (f"default-src 'none'; {runs}img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {frame_ancestors()}")


def answered(request: Request, mark: str, kind: str, headers: dict[str, str], make: Callable[[], tuple[Body, dict[str, str]]], *,
             is_ready: bool = False, is_work: bool = True, pack: Callable[[bytes, str], bytes] | None = None) -> Response:
    """The answer that `make` gives with further headers, packed as the caller can take it; nothing is made for one who has this very answer.
    Files that are packed in themselves stay as they are. What a frozen address answers is kept, and its mark is of its bytes. With `is_ready` a
    small answer stays in memory, packed, for whoever asks the same. Without `is_work` it takes no turn to make it; `pack` is
    for what is packed otherwise. Raises NotYet."""
    if frozen.address_of(request):
        if is_work:
            turns.needed(request, ("frozen", frozen.address_of(request)))
        body, further = make()
        body = body if isinstance(body, bytes) else b"".join(body)
        frozen.keep(request, kind, headers | further, body)
        return packed(request, sha256(body).hexdigest(), kind, headers | further, lambda: (body, {}), is_work=False)
    return packed(request, mark, kind, headers, make, is_ready=is_ready, is_work=is_work, pack=pack)


def sent(request: Request, kind: str, headers: dict[str, str], body: bytes) -> Response:
    """A kept answer; who may put its page into a frame is as the settings of today say."""
    own = {name: re.sub(r"(?<=frame-ancestors )[^;]*", lambda _found: frame_ancestors(), told)
           for name, told in headers.items() if name == "content-security-policy"}
    return packed(request, sha256(body).hexdigest(), kind, {**headers, **own}, lambda: (body, {}), is_work=False)


def packed(request: Request, mark: str, kind: str, headers: dict[str, str], make: Callable[[], tuple[Body, dict[str, str]]], *,
           is_ready: bool = False, is_work: bool = True, pack: Callable[[bytes, str], bytes] | None = None) -> Response:
    """The same, with a mark."""
    encoding = packing.accepted(request.headers.get("accept-encoding", ""))
    tag = f'"{mark[:24]}-{encoding or "plain"}"'
    headers = {**headers, "etag": tag, "vary": headers.get("vary", "accept-encoding"), "accept-ranges": "none"}  # it is small or made anew
    if {tag, "*"}.intersection(part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    key = (mark, encoding, str(request.url), request.headers.get("x-forwarded-prefix", ""))
    made = READY.get(key) if is_ready else None
    if made is None:
        if is_work:
            turns.needed(request, key, is_ready=is_ready)
        body, further = make()
        if not isinstance(body, bytes):
            return streams.streamed(request, body, encoding if kind.startswith(PACKED) else None, {**headers, **further}, kind)
        if encoding and kind.startswith(PACKED) and len(body) > 500:
            body, further = (pack or packing.pack)(body, encoding), {**further, "content-encoding": encoding}
        made = body, further
        if is_ready and len(body) < SMALL:
            READY.put(key, made)
    return Response(made[0], headers={**headers, **made[1]}, media_type=kind)


def remember(later: turns.NotYet, made: Response) -> None:
    """Keep a small answer that was made elsewhere in memory, as `packed` does; none of another version than the one that was asked for."""
    if later.is_ready and made.status_code == 200 and len(made.body) < SMALL and made.headers["etag"].startswith(f'"{later.mark[0][:24]}-'):
        own = {name: value for name, value in made.headers.items() if name not in ("content-length", "content-type")}
        READY.put(later.mark, (bytes(made.body), own))


def live_tail(pairs: list[tuple[str, str]]) -> str:
    """What stands behind the same address without its version: it follows the data."""
    query = urlencode([(word, value) for word, value in pairs if word != "version"])
    return f"?{query}" if query else ""
