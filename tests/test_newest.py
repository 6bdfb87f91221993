"""The newest choice wins, whatever arrives late: single cases by hand, then whole conversations with a browser that is behind."""

import random
from collections import deque

import pytest

from ocop.newest import Memory, Message

PAGES = ("", "events", "about")
OPTIONS = {"region": [("RAF",), ("REU",), ("RAF", "REU"), ()], "category": [("forest",), ("livestock",), ()], "as_of": [("2024-01-01",), ()]}


class Server:
    """What the screen does with a memory: hear, ask the inputs, write the address. Returns what goes to the browser, in its order."""

    def __init__(self):
        self.memory = Memory()

    def answer(self, message):
        mine, held = self.memory, message.inputs
        mine.hear(message)
        sent = [("page", mine.page)]
        if not mine.is_written(mine.choice):
            sent.append(("address", dict(mine.choice)))
            mine.write(mine.choice)
        for word in OPTIONS:
            value = mine.choice.get(word, ())
            if mine.ask(word, value, held.get(word) == value, lambda values, word=word: {word: values}):
                sent.append(("input", word, value))
        return [*sent, ("turn", mine.turn)]


class Browser:
    """A browser as Streamlit's page behaves: an address with its history, inputs, the page, the last answer that it shows."""

    def __init__(self, address, page=""):
        self.entries, self.at, self.page, self.inputs, self.turn = [(page, address)], 0, page, {}, 0
        self.is_back, self.out = False, deque()

    @property
    def address(self):
        return self.entries[self.at][1]

    def send(self, link=None, page=None, is_history=False):
        link = self.address if link is None else link
        self.is_back = is_history
        self.out.append(Message(self.page if page is None else page, dict(link), dict(self.inputs), self.turn, is_history))

    def pick(self, word, value):
        self.inputs[word] = value
        self.send()

    def follow(self, page, link):
        """A link of the page or of the navigation: the address changes with the answer."""
        self.send(link, page)

    def navigate(self, page):
        """The navigation names no words, except that to the page one is on it repeats the address."""
        self.send({} if page != self.page else None, page)

    def step(self, by):
        self.at = max(0, min(len(self.entries) - 1, self.at + by))
        self.send(page=self.entries[self.at][0], is_history=True)

    def take(self, piece):
        kind, *what = piece
        if kind == "page":
            self.page = what[0]
        elif kind == "address" and what[0] != self.address:
            entry = (self.page, what[0])
            if self.is_back:
                self.entries[self.at] = entry
            else:
                self.entries[self.at + 1:] = [entry]
                self.at += 1
        elif kind == "input":
            self.inputs[what[0]] = what[1]
        elif kind == "turn":
            self.turn = what[0]


class Talk:
    """A browser and a server, and what is on the line between them."""

    def __init__(self, address=None, page=""):
        self.server, self.browser, self.back = Server(), Browser(address or {}, page), deque()
        self.browser.send()
        self.finish()

    def up(self):
        if self.browser.out:
            self.back.extend(self.server.answer(self.browser.out.popleft()))

    def down(self):
        if self.back:
            self.browser.take(self.back.popleft())

    def finish(self):
        while self.browser.out or self.back:
            self.up()
            while self.back:
                self.down()

    def holds(self, **words):
        """Server, address and inputs agree on exactly these words."""
        assert self.server.memory.choice == words
        assert {word: values for word, values in self.browser.address.items() if values} == words
        assert {word: value for word, value in self.browser.inputs.items() if value} == words


def test_a_second_choice_does_not_undo_the_first_that_is_still_under_way():
    talk = Talk({"region": ("RAF",)})
    talk.browser.pick("region", ("RAF", "REU"))
    talk.browser.pick("category", ("forest",))  # its address still says RAF alone
    talk.finish()
    talk.holds(region=("RAF", "REU"), category=("forest",))


def test_what_was_cleared_does_not_come_back_with_the_next_choice():
    talk = Talk({"region": ("RAF",)})
    talk.browser.pick("region", ())
    talk.browser.pick("category", ("forest",))
    talk.finish()
    talk.holds(category=("forest",))


def test_back_reaches_the_view_without_a_choice_and_forward_returns():
    talk = Talk()
    talk.browser.pick("region", ("RAF",))
    talk.finish()
    talk.browser.step(-1)
    talk.finish()
    talk.holds()
    talk.browser.step(+1)
    talk.finish()
    talk.holds(region=("RAF",))


def test_what_back_undid_may_be_chosen_again():
    talk = Talk()
    talk.browser.pick("region", ("RAF",))
    talk.finish()
    talk.browser.step(-1)
    talk.finish()
    talk.browser.pick("region", ("RAF",))
    talk.finish()
    talk.holds(region=("RAF",))


def test_back_is_not_undone_by_an_input_that_still_shows_the_old_choice():
    talk = Talk({"as_of": ("2024-01-01",)})
    talk.browser.pick("region", ("RAF",))
    talk.finish()
    talk.browser.step(-1)
    talk.browser.pick("category", ("forest",))  # its region input still shows RAF
    talk.finish()
    talk.holds(as_of=("2024-01-01",), category=("forest",))


def test_a_link_to_the_page_one_is_on_and_back_by_another_link():
    talk = Talk({"region": ("RAF",)})
    for region in ("REU", "RAF", "REU"):
        talk.browser.follow("", {"region": (region,)})
        talk.finish()
        talk.holds(region=(region,))


def test_the_navigation_keeps_the_choice_though_its_link_names_none():
    talk = Talk({"region": ("RAF",)})
    talk.browser.navigate("events")
    talk.finish()
    assert talk.browser.page == "events"
    talk.holds(region=("RAF",))


def test_a_link_that_was_drawn_before_the_last_choice_does_not_undo_it():
    talk = Talk({"region": ("RAF",)})
    talk.browser.pick("region", ("RAF", "REU"))
    talk.browser.follow("events", {"region": ("RAF",), "category": ("forest",)})  # the page still showed RAF
    talk.finish()
    talk.holds(region=("RAF", "REU"), category=("forest",))


def test_a_choice_made_before_the_new_page_has_come_does_not_lead_back_to_the_old_one():
    talk = Talk()
    talk.browser.navigate("events")
    talk.browser.pick("region", ("RAF",))
    talk.finish()
    assert talk.server.memory.page == "events"
    talk.browser.navigate("")
    talk.finish()
    assert talk.server.memory.page == ""


def test_a_place_on_a_page_ends_with_the_page():
    mine = Memory(of_a_page=("tab",))
    mine.hear(Message("about", {"tab": ("sources",), "region": ("RAF",)}, {}))
    mine.hear(Message("events", {}, {}, seen=1))
    assert mine.choice == {"region": ("RAF",)}


def test_a_number_that_was_never_sent_is_not_believed():
    talk = Talk({"region": ("RAF",)})
    talk.browser.turn = 999_999
    talk.browser.pick("region", ("REU",))
    talk.browser.pick("category", ("forest",))
    talk.finish()
    talk.holds(region=("REU",), category=("forest",))


def one_conversation(seed):
    chance = random.Random(seed)
    talk = Talk({"region": chance.choice([("RAF",), ("REU",)])} if seed % 2 else {})
    newest = dict(talk.browser.address)
    for _act in range(chance.randint(1, 12)):
        if chance.random() < 0.8:
            word = chance.choice(list(OPTIONS))
            newest[word] = chance.choice([one for one in OPTIONS[word] if one != talk.browser.inputs[word]])
            talk.browser.pick(word, newest[word])
        else:
            talk.finish()  # a reader sees the page before he leaves it
            talk.browser.navigate(chance.choice(PAGES))
        for _move in range(chance.randint(0, 8)):
            chance.choice((talk.up, talk.down))()
    talk.finish()
    talk.holds(**{word: value for word, value in newest.items() if value})


def one_walk(seed):
    chance = random.Random(seed)
    talk = Talk()
    for _act in range(chance.randint(1, 6)):
        word = chance.choice(list(OPTIONS))
        talk.browser.pick(word, chance.choice([one for one in OPTIONS[word] if one != talk.browser.inputs[word]]))
        talk.finish()
    seen = [dict(address) for _page, address in talk.browser.entries]
    for _step in range(6):
        talk.browser.step(chance.choice((-1, +1)))
        for _move in range(chance.randint(0, 3)):
            chance.choice((talk.up, talk.down))()
        if chance.random() < 0.6:
            talk.finish()
            talk.holds(**{word: value for word, value in seen[talk.browser.at].items() if value})
    talk.finish()
    assert [dict(address) for _page, address in talk.browser.entries] == seen
    talk.holds(**{word: value for word, value in seen[talk.browser.at].items() if value})


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_every_conversation_ends_with_the_newest_choice_of_each_word(first):
    """A reader picks, clears and changes pages at random while up to several messages and answers are under way."""
    for seed in range(first, first + 100):
        one_conversation(seed)


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_every_step_back_and_forward_shows_what_was_seen(first):
    """Choices that the reader let come through, then steps at random, some of them before the last one was answered."""
    for seed in range(first, first + 100):
        one_walk(seed)
