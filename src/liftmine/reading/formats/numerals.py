"""Numbers as lists write them: iv, c, AA."""

_ROMANS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """4 → iv."""
    text = ""
    for value, letters in _ROMANS:
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """3 → c, 27 → aa, 28 → bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
