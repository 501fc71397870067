"""The language of messages: Indonesian source text, translated through gettext catalogues in ``resources/i18n``.

The language belongs to the running context (a thread, a test, a report), not to the process: a report in English can
be made while the window speaks Indonesian. Without a choice the text is Indonesian.
"""

import gettext as _gettext_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from kotaham_desktop.resource_files import resource_root

SOURCE_LANGUAGE = "id"
LANGUAGES: dict[str, str] = {"id": "Bahasa Indonesia", "en": "English"}

_current: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


@cache
def _catalogue(language: str) -> _gettext_module.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return _gettext_module.NullTranslations()
    return _gettext_module.translation("kotaham", localedir=str(resource_root() / "i18n"), languages=[language])


def current_language() -> str:
    """The code of the language that texts come in now, ``id`` or ``en``."""
    return _current.get()


def set_language(code: str) -> None:
    """Choose the language of the running context; raises ``KeyError`` on one that we do not speak."""
    if code not in LANGUAGES:
        raise KeyError(code)
    _current.set(code)


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak ``code`` inside the block; raises ``KeyError`` on a language that we do not speak."""
    if code not in LANGUAGES:
        raise KeyError(code)
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


def _(message: str) -> str:
    """The text in the current language."""
    return _catalogue(_current.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text in the current language for a count; the caller formats ``{n}`` in."""
    return _catalogue(_current.get()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a text that is marked here and translated where shown
    """Mark a text for translation without translating it yet."""
    return message
