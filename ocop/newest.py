"""Which choice is the newest one, on a line that delivers late. Pure bookkeeping: it knows no browser and no page.

With each message a browser tells everything that it shows: its address and the value of every input. Most of that is no choice of
the reader: it was shown before, or it was sent from here. Only a value that is neither is news, and news wins over everything older.

The server numbers its answers (turns) and hears with each message the number of the last answer that the reader had before him:
what was sent up to there is what he sees, what was sent later is still under way and may replace what he sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock

Values = tuple[str, ...]
NONE: Values = ()


@dataclass
class Told:
    """One value that both sides hold: a word of the link, an input, the page."""

    shown: Values = NONE
    under_way: list[tuple[int, Values]] = field(default_factory=list)

    def is_news(self, value: Values, seen: int) -> bool:
        """Whether the reader chose `value`, who has the answers up to `seen` before him. Takes it as shown from now on."""
        self.arrived(seen)
        if value == self.shown:
            return False
        self.shown, sent = value, [each for _turn, each in self.under_way]
        if value in sent:  # it came through before the answer was seen whole, and with it everything sent before
            del self.under_way[:sent.index(value) + 1]
            return False
        return True

    def arrived(self, seen: int) -> None:
        """Everything sent up to an answer that the reader sees has come through."""
        while self.under_way and self.under_way[0][0] <= seen:
            self.shown = self.under_way.pop(0)[1]

    def send(self, value: Values, turn: int) -> None:
        """This value goes out with the answer `turn`."""
        self.under_way.append((turn, value))
        del self.under_way[:-20]

    def ends_as(self) -> Values:
        """What the reader will see when everything under way has come through."""
        return self.under_way[-1][1] if self.under_way else self.shown


@dataclass
class Message:
    """What a browser tells at once. `link` holds every word of its address."""

    page: str
    link: Mapping[str, Values]
    inputs: Mapping[str, Values]
    seen: int = 0
    is_history: bool = False  # the reader went back or forward: the address is his choice, also where it names nothing


@dataclass
class Memory:
    """The newest choice of one reader, by link word, and what of it his browser knows."""

    turn: int = 0
    seen: int = 0
    page: str | None = None
    choice: dict[str, Values] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    link: dict[str, Told] = field(default_factory=dict)
    inputs: dict[str, Told] = field(default_factory=dict)
    meaning: dict[str, Callable[[Values], Mapping[str, Values]]] = field(default_factory=dict)  # of an input, in link words
    pages: Told = field(default_factory=Told)
    must_write: bool = False
    of_a_page: tuple[str, ...] = ()  # words that end with their page
    lock: RLock = field(default_factory=RLock)  # a run that was overtaken must not speak after the one that overtook it

    def hear(self, message: Message) -> dict[str, Values]:
        """Take up a message and count one more turn; returns the words that the reader chose with it."""
        self.turn, self.seen = self.turn + 1, min(message.seen, self.turn)  # of the answers given so far
        is_whole = self.page is None or message.is_history
        is_elsewhere = self._move(message)
        by_input = self._from_inputs(message)
        if is_whole:
            fresh = {word: self._link_word(word, message) for word in {**self.link, **message.link}}
        else:
            fresh = by_input | self._from_link(message, is_elsewhere, is_taken=is_elsewhere or not by_input)
            self.must_write = self.must_write or is_elsewhere
            fresh = ({word: message.link.get(word, NONE) for word in self.of_a_page} if is_elsewhere else {}) | fresh
        self.choose(**fresh)
        return fresh

    def _move(self, message: Message) -> bool:
        """Whether the reader goes to another page. His browser learns of it with the answer: until then it names the old one."""
        before, stays = self.page, self.pages.shown
        is_news = self.pages.is_news((message.page,), self.seen)
        if before is not None and is_news:
            self.pages.shown = stays if self.pages.shown == (message.page,) else self.pages.shown
        if before is None or is_news or message.is_history:
            self.page = message.page
        page = (self.page or "",)
        if self.pages.ends_as() != page:
            self.pages.send(page, self.turn)
        return self.page != before

    def _from_inputs(self, message: Message) -> dict[str, Values]:
        fresh: dict[str, Values] = {}
        for name in message.inputs.keys() & self.inputs.keys():
            if self.inputs[name].is_news(message.inputs[name], self.seen):
                fresh |= self.meaning[name](message.inputs[name])
        return fresh

    def _link_word(self, word: str, message: Message) -> Values:
        """The value of a word of an address that is the reader's own choice as a whole."""
        told = self.link.setdefault(word, Told())
        told.arrived(self.seen)
        told.shown = message.link.get(word, NONE)
        return told.shown

    def _from_link(self, message: Message, is_elsewhere: bool, is_taken: bool) -> dict[str, Values]:
        """The words that a link brings. A link to another page says nothing of a word that it does not name.

        A message follows one act of the reader: where that was an input (`is_taken` is False), the address is no choice.
        """
        fresh: dict[str, Values] = {}
        for word in {**self.link, **message.link}:
            told, value = self.link.setdefault(word, Told()), message.link.get(word, NONE)
            told.arrived(self.seen)
            stays = told.shown
            if not told.is_news(value, self.seen) or (is_elsewhere and not value):
                continue
            if is_taken:
                fresh[word], self.must_write = value, True
                told.shown = value if is_elsewhere else stays  # a link to the same page does not change the address by itself
        return fresh

    def choose(self, **words: Values) -> None:
        """A choice: these words take the place of what was chosen under them."""
        self.choice = {word: values for word, values in (self.choice | words).items() if values}

    def is_written(self, wanted: Mapping[str, Values]) -> bool:
        """Whether the browser's address will hold exactly these words when everything has come through."""
        return not self.must_write and all(self.link.get(word, Told()).ends_as() == wanted.get(word, NONE)
                                           for word in {**self.link, **wanted})

    def write(self, wanted: Mapping[str, Values]) -> None:
        """The words go out to the browser's address with this turn."""
        self.must_write = False
        for word in {**self.link, **wanted}:
            self.link.setdefault(word, Told()).send(wanted.get(word, NONE), self.turn)

    def ask(self, name: str, value: Values, is_shown: bool, meaning: Callable[[Values], Mapping[str, Values]]) -> bool:
        """An input is about to be drawn; whether its value must go out, because the browser does not surely show it."""
        told = self.inputs.setdefault(name, Told())
        self.meaning[name] = meaning
        told.arrived(self.seen)
        if is_shown and not told.under_way:
            return False
        told.send(value, self.turn)
        return True
