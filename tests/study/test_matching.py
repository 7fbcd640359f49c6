"""Typed answers: what counts as the same, what as a slip of the keys, and what as something else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studyapp.study.matching import LIMIT, Match, MatchKind, clip, match, normalise

EXACT, SAME, TYPO, NEAR, NONE = MatchKind

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(st.sampled_from("aaethnIVx15509.,-:/'’_+#  é\u0301ｶﾞ"))
HOSTILE = [
    "\u0301" * 400_000,
    "👨‍👩‍👧" * 150_000,
    "\ufdfa" * LIMIT,
    "\ud800",
    "(" * 30_000,
    "a" * 400_000,
    "\x1b]52;",
]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  The  Flexner\tReport. ", "flexner report"),
        ("Ångström", "angstrom"),
        ("ŁÓDŹ, Søren & Æneas", "lodz soren & aeneas"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("don’t", "dont"),
        ("“T‑cell” (CD4)", "t cell cd4"),
        ("U.S.A.", "usa"),
        ("1,000,000 people", "1000000 people"),
        ("3.14, about", "3.14 about"),
        ("−5", "-5"),
        ("1914 – 1918", "1914-1918"),
        ("at 12:30", "at 12:30"),
        ("and/or", "and or"),
        ("H₂O", "h2o"),
        ("the the cat", "cat"),
        ("The", "the"),
        ("A", "a"),
        ("A, B", "a b"),
        ("theory", "theory"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("50 %", "50 %"),
        (" > = ", "> ="),
        ("…", "..."),
        ("—", "-"),
        ("≠", "≠"),
        ("´", "\u0301"),
        ("がく", "がく"),
        ("की", "की"),
        ("é", "e"),
        ("", ""),
    ],
)
def test_normalise(text: str, form: str) -> None:
    """Case, accents, punctuation, articles and white space go; what carries meaning stays."""
    assert normalise(text) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[
            ("C++", "C#"),
            ("C++", "C"),
            ("C#", "C"),
            ("+", "-"),
            (">=", "<="),
            (">=", ">"),
            (".", ","),
            ("+/-", "+"),
        ],
        *[
            ("=", "≠"),
            ("-5", "5"),
            ("3-5", "35"),
            ("3.14", "314"),
            ("1, 12", "11, 2"),
            ("50", "50%"),
            ("{}", "[]"),
        ],
        *[("かき", "かぎ"), ("A, B", "B"), ("x", "×"), ("😀", "😁"), ("R", "R&D"), ("$5", "5")],
    ],
)
def test_what_stays_different(one: str, other: str) -> None:
    """Answers that differ by a sign with a meaning are neither the same nor a typo apart."""
    assert not match(one, [other]).accepted
    assert not match(other, [one]).accepted


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        *[
            ("testwise", "test wise"),
            ("test-wise", "testwise"),
            ("e mail", "E-mail"),
            ("10 000 men", "10,000 men"),
        ],
        *[
            ("the pope", "Pope"),
            ("zurich", "Zürich"),
            ("ZÜRICH!", "Zürich"),
            ("50%", "50 %"),
            ("km / h", "km/h"),
        ],
        *[("> =", ">="), ("ｆｕｌｌ", "full"), ("l'etat", "L’État"), ("1914-1918", "1914 – 1918")],
    ],
)
def test_same(typed: str, answer: str) -> None:
    """What differs by case, accents, punctuation, an article or spaces gets full credit and is told."""
    found = match(typed, [answer])
    assert (found.kind, found.answer, found.accepted) == (SAME, answer, True)


def test_accents_are_noted() -> None:
    """Other accents are told apart from other case or spacing."""
    assert match("zurich", ["Zürich"]).accents
    assert not match("zürich ", ["ZÜRICH!"]).accents
    assert not match("cafe-bar", ["cafe bar"]).accents


@pytest.mark.parametrize("invisible", ["\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\u00ad", "\ufe0f"])
def test_unseen_characters_do_not_count(invisible: str) -> None:
    """Zero-width and bidi characters differ to no eye, so they don't differ here, on either side."""
    assert match(f"mit{invisible}osis", ["mitosis"], exact=True).kind is EXACT
    assert match("mitosis", [f"{invisible}mitosis"], exact=True).kind is EXACT


def test_no_break_spaces_are_spaces() -> None:
    """A no-break space is a space even where the comparison is exact."""
    assert match("New\u00a0York", ["New York"], exact=True).kind is EXACT


def test_clip_cuts_first() -> None:
    """Nothing after the 2,000th character is looked at."""
    assert clip("x" * LIMIT + "y") == "x" * LIMIT
    assert clip("\u200b" * LIMIT + "y") == ""


@pytest.mark.parametrize(
    ("typed", "answer", "kind"),
    [
        # up to four letters: none
        *[("bat", "cat", NEAR), ("celk", "cell", NEAR), ("b", "a", NONE), ("is", "in", NONE)],
        # up to eight: one, of each sort
        *[
            ("nurve", "nerve", TYPO),
            ("nerv", "nerve", TYPO),
            ("nervve", "nerve", TYPO),
            ("nevre", "nerve", TYPO),
        ],
        *[("navre", "nerve", NEAR), ("mitisas", "mitosis", NEAR), ("meiosis", "mitosis", NEAR)],
        # beyond: two, and two in all
        *[("Fotosynthesis", "photosynthesis", TYPO), ("fotosinthesis", "photosynthesis", NEAR)],
        *[("abrham flxner", "Abraham Flexner", TYPO), ("abrhm flxner", "Abraham Flexner", NEAR)],
        *[("medicall educatoin refrom", "medical education reform", NEAR)],
        *[("photograph", "phylogenetic", NONE), ("Boston", "Baltimore", NONE)],
        # another number of words
        *[("Flexner", "Abraham Flexner", NONE)],
        # digits, symbols, roman numerals
        *[
            ("version10", "version11", NONE),
            ("19100", "19101", NONE),
            ("the 1911 report", "the 1910 report", NONE),
        ],
        *[("flexner1", "flexner", NONE), ("notepad+", "notepad++", NONE)],
        *[
            ("Louis XVII", "Louis XVIII", NONE),
            ("Louis XIIIV", "Louis XVIII", NONE),
            ("civilc", "CIVILE", TYPO),
        ],
        # words of the opposite sense
        *[
            ("hypotension", "hypertension", NONE),
            ("atypical", "typical", NONE),
            ("possible", "impossible", NONE),
        ],
        *[
            ("abduction", "adduction", NONE),
            ("efferent", "afferent", NONE),
            ("intrastate", "interstate", NONE),
        ],
    ],
)
def test_typos(typed: str, answer: str, kind: MatchKind) -> None:
    """A slip is forgiven by the length of the word that it is in, where it makes no other word of it."""
    assert match(typed, [answer]).kind is kind


def test_protected_words() -> None:
    """What another answer or choice says is never taken for a typo, nor called near."""
    assert match("sulfite", ["sulfate"]).kind is TYPO
    assert match("sulfite", ["sulfate"], protected={"sulfite"}) == Match(NONE)
    assert match("Sulfíte ions", ["sulfate ions"], protected={"sulfite"}) == Match(NONE)
    assert match("sulfade", ["sulfate"], protected={"sulfite", "sulfate"}).kind is TYPO
    assert match("sulfite", ["Sulfite"], protected={"sulfite"}).kind is SAME


def test_without_typos() -> None:
    """Where typos are off, a slip is a near miss, and normalising still applies."""
    assert match("mitosus", ["mitosis"], typos=False) == Match(NEAR, "mitosis")
    assert match("Mitosis!", ["mitosis"], typos=False).kind is SAME


@pytest.mark.parametrize(("typed", "kind"), [(" Pa\n", EXACT), ("pa", NONE), ("Pa.", NONE), ("P a", NONE)])
def test_exact(typed: str, kind: MatchKind) -> None:
    """An exact answer is compared after NFC and trimming only."""
    assert match(typed, ["Pa"], exact=True).kind is kind


def test_exact_compares_composed_text() -> None:
    """An accent is the same typed as one character or as two."""
    assert match("e\u0301", ["é"], exact=True).kind is EXACT


def test_the_strictest_match_of_several_answers_wins() -> None:
    """The answer that is told is the closest one, not the first."""
    answers = ["Mitosiss", "MITOSIS", "mitosis"]
    assert match("mitosis", answers) == Match(EXACT, "mitosis")
    assert match("Mitosis", answers) == Match(SAME, "MITOSIS")
    assert match("mitosisss", answers) == Match(TYPO, "Mitosiss")


@pytest.mark.parametrize("empty", ["", " \t\n", "\u200b", "\u00a0"])
def test_empty_responses_match_nothing(empty: str) -> None:
    """A response with nothing in it is never right, even to an answer with nothing in it."""
    assert match(empty, ["", empty, "a"]) == Match(NONE)
    assert match("a", [empty]) == Match(NONE)


@given(ANY_TEXT)
@example("5, -3")
@example("か'\u3099")
@example("a ,b")
def test_normalise_is_idempotent(text: str) -> None:
    """A normalised text is its own form."""
    assert normalise(normalise(text)) == normalise(text)
    kept = normalise(text, keep_accents=True)
    assert normalise(kept, keep_accents=True) == kept


@given(ANY_TEXT)
def test_every_text_matches_itself(text: str) -> None:
    """What has something in it is exactly itself, however it is compared."""
    if clip(text).strip():
        assert match(text, [text]) == match(text, [text], exact=True) == Match(EXACT, text)


@given(ANY_TEXT)
def test_a_text_with_something_in_it_has_a_form(text: str) -> None:
    """Normalising leaves something of every text that has a letter, digit or sign."""
    if any(not char.isspace() and char.isprintable() and char.isascii() for char in clip(text)):
        assert normalise(text)


@given(ANY_TEXT, ANY_TEXT)
@example("", "\u0301")
@example("\u0300", "\u0301")
def test_sameness_is_symmetric(one: str, other: str) -> None:
    """Which of two texts is the key matters for typos only."""
    same = {EXACT, SAME}
    assert (match(one, [other]).kind in same) == (match(other, [one]).kind in same)


@given(st.text(st.sampled_from("bcdfgk"), min_size=5, max_size=8), st.data())
def test_one_slip_is_forgiven_both_ways(word: str, data: st.DataObject) -> None:
    """In words of 5 to 8 letters a replaced or swapped letter is a typo, whichever is the key."""
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for slip in {swapped, word[:at] + "z" + word[at + 1 :]} - {word}:
        assert match(slip, [word]).kind is match(word, [slip]).kind is TYPO


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3), st.booleans(), st.booleans())
def test_match_never_raises(typed: str, accepted: list[str], exact: bool, typos: bool) -> None:
    """Any response meets any answers with a result that hangs together."""
    found = match(typed, accepted, exact=exact, typos=typos)
    assert (found.answer is None) == (found.kind is NONE)
    assert found.answer is None or found.answer in accepted


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_to_an_end(text: str) -> None:
    """Size and strangeness of a response cost neither time nor an exception."""
    assert len(normalise(text)) <= LIMIT
    assert normalise(normalise(text)) == normalise(text)
    assert match(text, [text]).kind is EXACT
    assert match(text, ["mitosis"]).kind is NONE
