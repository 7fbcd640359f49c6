"""Typed numbers: every common way to write one is read, and nothing else is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.numbers import MOST_DIGITS, MOST_EXPONENT, ParsedNumber, parse_number, same_unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        *[
            ("5", "5", ""),
            (" 05 ", "5", ""),
            ("+5", "5", ""),
            ("-5", "-5", ""),
            ("−5", "-5", ""),
            ("- 5", "-5", ""),
        ],
        *[("3.14", "3.14", ""), ("3,14", "3.14", ""), (".5", ".5", ""), (",5", ".5", ""), ("5.", "5", "")],
        *[
            ("0,125", ".125", ""),
            ("1,2345", "1.2345", ""),
            ("1234,567", "1234.567", ""),
            ("1.234", "1.234", ""),
        ],
        *[("12 345 678", "12345678", ""), ("12\u202f345", "12345", ""), ("12\u2009345", "12345", "")],
        *[("12\u00a0345,5", "12345.5", ""), ("12'345.5", "12345.5", ""), ("12’345", "12345", "")],
        *[("1,234,567", "1234567", ""), ("1,234.5", "1234.5", ""), ("1.234,5", "1234.5", "")],
        *[("1.234.567", "1234567", ""), ("1.234.567,8", "1234567.8", "")],
        *[("1e3", "1000", ""), ("1.5E-3", ".0015", ""), ("2x10^5", "200000", ""), ("2 × 10^-3", ".002", "")],
        *[("2·10⁵", "200000", ""), ("2×10⁻³ m", ".002", "m"), ("10^-7", "1e-7", ""), ("-10^2", "-100", "")],
        *[("3/4", "3/4", ""), ("-3/4", "-3/4", ""), ("1 3/4", "7/4", ""), ("-1 3/4 cup", "-7/4", "cup")],
        *[("½", "1/2", ""), ("1½", "3/2", ""), ("3⁄4", "3/4", "")],
        *[("50%", "50", "%"), ("50 %", "50", "%"), ("9,8 m/s", "9.8", "m/s"), ("9.8m/s²", "9.8", "m/s²")],
        *[
            ("5 eV", "5", "eV"),
            ("5e", "5", "e"),
            ("12 345 km", "12345", "km"),
            ("20°C", "20", "°C"),
            ("5 /s", "5", "/s"),
        ],
        *[
            ("3 apples.", "3", "apples."),
            ("5, I think", "5", "I think"),
            ("٣", "3", ""),
            ("\u200b5\u200b", "5", ""),
        ],
        *[("1e400", "1e400", ""), ("0", "0", ""), ("-0", "0", "")],
    ],
)
def test_numbers(text: str, value: str, unit: str) -> None:
    """A number, its grouping, sign, exponent or fraction, and the unit behind it."""
    assert parse_number(text) == ParsedNumber(Fraction(value), (), unit)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            " ",
            "five",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "Infinity",
            "∞",
            "-",
            ".",
            ",",
            "e5",
            "%",
            "$5",
            "m 5",
        ],
        *["1e999999999", "1e-999999999", "0e401", "1e401", "9" * 5_000, "1/" + "9" * 5_000, "1." + "0" * 200],
        *[
            "1e" + "9" * 1_990,
            "1x10^" + "9" * 1_990,
            "10^10^10",
            "10**10**10",
            "2**3",
            "3+4",
            "3-4",
            "3*4",
            "5=5",
        ],
        *["1/0", "0/0", "1 2/0", "3/4/5", "1.2.3", "1,2,3", "1..2", "1,23,456", "1.234,567.8", "1,234 567"],
        *[
            "12 34",
            "12 3456",
            "1234 567",
            "1'00",
            "12:30",
            "2024-01-01",
            "192.168.0.1",
            "0x1F",
            "1_000",
            "--5",
        ],
        *["5 x 10", "2 × 3", "1e1e1", "5 e3", "½½"],
    ],
)
def test_no_numbers(text: str) -> None:
    """Words, expressions, dates, bad grouping and numbers beyond the bounds are refused, at once."""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [("1,234", "1234", "1.234"), ("-12,500 kg", "-12500", "-12.5"), ("1,000e-3", "1", ".001")],
)
def test_a_comma_before_three_digits_has_two_readings(text: str, value: str, other: str) -> None:
    """It may group thousands or begin the decimals; the result carries both."""
    found = parse_number(text)
    assert found is not None
    assert found.readings == (Fraction(value), Fraction(other))


def test_the_bounds_of_size() -> None:
    """A hundred digits and a power of 400 are read, one more of either is not."""
    assert parse_number("9" * MOST_DIGITS) is not None
    assert parse_number("9" * (MOST_DIGITS + 1)) is None
    assert parse_number(f"1e-{MOST_EXPONENT}") is not None
    assert parse_number(f"1e-{MOST_EXPONENT + 1}") is None


@given(st.integers(-(10**80), 10**80) | st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read(number: float) -> None:
    """str() of an integer or a float comes back as exactly the number that it shows."""
    found = parse_number(str(number))
    assert found == ParsedNumber(Fraction(str(number)))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40, places=12))
def test_decimals_are_read(number: Decimal) -> None:
    """str() of a Decimal comes back, and so does its scientific form."""
    for text in (str(number), f"{number:e}", f"{number:E} kg"):
        found = parse_number(text)
        assert found is not None
        assert found.value == Fraction(number)


@given(
    st.integers(-(10**30), 10**30),
    st.integers(0, 9999),
    st.sampled_from(
        [(" ", "."), (" ", ","), ("\u202f", ","), ("\u2009", "."), ("\u00a0", ","), ("'", "."), ("’", ",")]
    ),
)
def test_grouping_does_not_change_a_number(whole: int, tail: int, marks: tuple[str, str]) -> None:
    """Groups of three digits are read as the number without them."""
    group, point = marks
    found = parse_number(f"{whole:,}".replace(",", group) + f"{point}{tail:04} mm")
    assert found == ParsedNumber(Fraction(f"{whole}.{tail:04}"), (), "mm")


@given(st.integers(-(10**30), 10**30))
def test_english_grouping_is_among_the_readings(number: int) -> None:
    """Commas group thousands, whatever else they may mean."""
    found = parse_number(f"{number:,}")
    assert found is not None
    assert found.value == number


@given(st.fractions(min_value=0, max_denominator=10**6), st.integers(1, 99))
def test_fractions_are_read(fraction: Fraction, whole: int) -> None:
    """Simple and mixed fractions come back exactly."""
    found = parse_number(f"{fraction.numerator}/{fraction.denominator}")
    mixed = parse_number(f"{whole} {fraction.numerator}/{fraction.denominator}")
    assert found == ParsedNumber(fraction)
    assert mixed == ParsedNumber(whole + fraction)


@given(st.text(st.characters(codec=None)) | st.text(st.sampled_from("0123456789 .,'/eE+-x×10^⁵½%m\u202f")))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing raises, and what is read is bounded."""
    found = parse_number(text)
    assert found is None or all(abs(value) < 10 ** (MOST_DIGITS + MOST_EXPONENT) for value in found.readings)


@pytest.mark.parametrize(
    "text", ["\u0301" * 400_000, "😀" * 400_000, "1 " * 200_000, "1,000" * 80_000, "1" + " " * 400_000]
)
def test_long_texts_come_to_an_end(text: str) -> None:
    """However long the text, it is read or refused."""
    found = parse_number(text)
    assert found is None or found.value == 1


@pytest.mark.parametrize(
    ("unit", "accepted", "expected"),
    [
        *[("mg", ["mg"], True), ("Mg", ["mg"], False), ("MG", ["mg"], False), ("mHz", ["MHz"], False)],
        *[
            ("Mhz", ["MHz"], True),
            ("KG", ["kg"], True),
            ("Km/H", ["km/h"], True),
            ("Minutes", ["minutes"], True),
        ],
        *[("ML", ["mL"], False), ("ml", ["mL"], True), ("m", ["M"], False), ("PM", ["pm"], False)],
        *[
            ("S", ["s"], True),
            ("s", ["s", "S"], True),
            ("KB", ["Kb", "kb"], False),
            ("Kb", ["Kb", "kb"], True),
        ],
        *[
            (" mm  Hg ", ["mmHg"], True),
            ("km / h", ["km/h"], True),
            ("N m", ["N·m"], True),
            ("N*m", ["N·m"], True),
        ],
        *[
            ("m²", ["m2"], True),
            ("m^2", ["m²"], True),
            ("℃", ["°C"], True),
            ("µg", ["μg"], True),
            ("min.", ["min"], True),
        ],
        *[("kg m s⁻²", ["kg·m·s^-2"], True), ("m s−1", ["m s-1"], True), ("seconds", ["s", "seconds"], True)],
        *[("m", ["s"], False), ("", ["m"], False), ("m", [], False), ("", [""], True), ("%", ["%"], True)],
    ],
)
def test_same_unit(unit: str, accepted: list[str], expected: bool) -> None:
    """Spelling matters, spacing does not, and case only where it makes another unit."""
    assert same_unit(unit, accepted) is expected


@given(st.text(st.characters(codec=None)), st.lists(st.text(st.characters(codec=None)), max_size=3))
def test_a_unit_is_itself(unit: str, others: list[str]) -> None:
    """Any spelling is one of a list that holds it, and no text raises."""
    assert same_unit(unit, [*others, unit])
    assert isinstance(same_unit(unit, others), bool)
