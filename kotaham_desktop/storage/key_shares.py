"""The key of a file as three shares in words, any two of which give it back; one alone tells nothing.

The shares are those of SLIP-39, so that other programs of that standard can join them too. Each carries a checksum.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.constants import CHECKSUM_LENGTH_WORDS
from shamir_mnemonic.rs1024 import create_checksum
from shamir_mnemonic.wordlist import WORDLIST

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.keys import KEY_BYTES

SHARES = 3
NEEDED = 2
WORDS_IN_SHARE = 33
_TELLING_LETTERS = 4
"""The first four letters of a word tell it from all others of the list."""
_LONGEST_TEXT = 5000
_BY_BEGINNING = {word[:_TELLING_LETTERS]: word for word in WORDLIST}
_PLACES = {word: place for place, word in enumerate(WORDLIST)}
_CUSTOMIZATION = b"shamir_extendable"


@dataclass(frozen=True, slots=True)
class KeyShare:
    """One share: which of the three it is, of which kit, and its words."""

    kit: str
    number: int
    words: tuple[str, ...] = field(repr=False)


def split(raw: bytes) -> tuple[KeyShare, ...]:
    """Three shares of a raw key; two calls make two kits, whose shares do not mix."""
    # The standard can lock the secret with a passphrase of its own; ours has none, so its slow derivation adds nothing.
    made = generate_mnemonics(1, [(NEEDED, SHARES)], raw, iteration_exponent=0)
    return tuple(_known(share.split()) for share in made[0])


def read_share(text: str) -> KeyShare:
    """The share that somebody typed or pasted: numbers, case, line breaks and shortened words do not matter.

    Raises ``ExpectedError``: ``share_word_unknown``, ``share_word_count``, ``share_word_wrong`` with the place of the
    word, ``share_mistyped`` where the place cannot be told, ``share_not_ours``.
    """
    typed = re.findall(r"[^\W\d_]+", text[:_LONGEST_TEXT].casefold())
    words = []
    for place, letters in enumerate(typed, start=1):
        word = _BY_BEGINNING.get(letters[:_TELLING_LETTERS])
        if word is None:
            raise ExpectedError("share_word_unknown", place=place, word=letters[:20])
        words.append(word)
    if len(words) != WORDS_IN_SHARE:
        raise ExpectedError("share_word_count", count=len(words), wanted=WORDS_IN_SHARE)
    numbers = [_PLACES[word] for word in words]
    if _trace(numbers) != 0:
        place = _wrong_place(numbers)
        if place:
            raise ExpectedError("share_word_wrong", place=place)
        raise ExpectedError("share_mistyped")
    return _known(words)


def join(shares: Sequence[KeyShare]) -> bytes:
    """The raw key; raises ``ExpectedError``: ``shares_alike``, ``shares_too_few``, ``shares_of_two_kits``."""
    if len({share.kit for share in shares}) > 1:
        raise ExpectedError("shares_of_two_kits", kits=", ".join(sorted({share.kit for share in shares})))
    different = {share.number: share for share in shares}
    if len(different) < len(shares):
        raise ExpectedError("shares_alike")
    if len(different) < NEEDED:
        raise ExpectedError("shares_too_few", needed=NEEDED)
    chosen = [different[number] for number in sorted(different)[:NEEDED]]
    try:
        raw = combine_mnemonics(" ".join(share.words) for share in chosen)
    except MnemonicError:
        # Both are whole, yet they never belonged together: the short number of the kit happened to be the same.
        raise ExpectedError("shares_of_two_kits", kits=chosen[0].kit) from None
    return bytes(raw)


def _known(words: Sequence[str]) -> KeyShare:
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise ExpectedError("share_not_ours") from None
    is_ours = (
        share.extendable
        and (share.group_threshold, share.group_count, share.member_threshold) == (1, 1, NEEDED)
        and share.index < SHARES
        and len(share.value) == KEY_BYTES
    )
    if not is_ours:
        raise ExpectedError("share_not_ours")
    return KeyShare(f"K-{share.identifier:05d}", share.index + 1, tuple(words))


def _wrong_place(numbers: Sequence[int]) -> int:
    """Where the one wrong word stands, counted from 1; 0 where more than one is wrong.

    The checksum is linear, so the trace that a wrong word leaves depends only on its place and on what was changed.
    The right word could be told as well, and is not: people would take it for granted instead of looking.
    """
    found = _trace(numbers)
    nothing = _trace([0] * len(numbers))
    for place in range(len(numbers)):
        bits = []
        for bit in range(10):
            flipped = [0] * len(numbers)
            flipped[place] = 1 << bit
            bits.append(_trace(flipped) ^ nothing)
        if _is_made_of(found, bits):
            return place + 1
    return 0


def _trace(numbers: Sequence[int]) -> int:
    """How the checksum at the end differs from the one that the words before it have; 0 for a whole share."""
    end = len(numbers) - CHECKSUM_LENGTH_WORDS
    trace = 0
    for written, wanted in zip(numbers[end:], create_checksum(numbers[:end], _CUSTOMIZATION), strict=True):
        trace = trace << 10 | (written ^ wanted)
    return trace


def _is_made_of(trace: int, parts: Sequence[int]) -> bool:
    """Whether a trace is the sum (of bits without carry) of some of the parts."""
    basis: list[int] = []
    for part in parts:
        rest = _rest(part, basis)
        if rest:
            basis = sorted([*basis, rest], reverse=True)
    return _rest(trace, basis) == 0


def _rest(trace: int, basis: Sequence[int]) -> int:
    for known in basis:
        trace = min(trace, trace ^ known)
    return trace
