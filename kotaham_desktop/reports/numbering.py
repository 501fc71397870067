"""Numbers of pages, chapters and sections: roman, letters."""

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """``iv`` for 4; for numbers from 1 on."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def letter(number: int) -> str:
    """``A`` for 1, ``Z`` for 26, ``AA`` for 27."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
