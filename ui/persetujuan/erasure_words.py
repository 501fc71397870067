"""What erasing would take and what it left, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterable

from kotaham_desktop.domain.erasure import LEFT_LABELS, WHY_LABELS, ErasurePlan, ErasureResult, ToDo
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext
from ui.persetujuan.wording import form_word, moment, record_title

_SHOWN = 30


def plan_sentences(plan: ErasurePlan, record: Callable[[str], Record]) -> list[str]:
    """What would go, counted and named, and what cannot be called back."""
    n = len(plan.wholes)
    found = [ngettext("{n} catatan hilang seluruhnya:", "{n} catatan hilang seluruhnya:", n).format(n=n)] if n else []
    found += [
        _("–  {title} ({why})").format(title=record_title(record(one.record_id)), why=_(WHY_LABELS[one.why]))
        for one in plan.wholes[:_SHOWN]
    ]
    found += _more(n)
    masked = Counter(RECORD_TYPES[one.type].label for one in plan.fields if one.is_rewritten)
    emptied = Counter(RECORD_TYPES[one.type].label for one in plan.fields if not one.is_rewritten)
    for label, count in masked.items():
        found.append(_("{type}: namanya disamarkan di {n} isian, riwayatnya dihapus.").format(type=_(label), n=count))
    for label, count in emptied.items():
        found.append(
            _("{type}: {n} isian dikosongkan; bahwa ada jawaban tetap tercatat.").format(type=_(label), n=count)
        )
    if plan.contents:
        n = plan.contents
        found.append(ngettext("{n} gambar hilang.", "{n} gambar hilang.", n).format(n=n))
    if not found:
        found = [_("Tidak ada yang perlu dihapus.")]
    elif n or plan.fields:
        found.append(_("Ini juga hilang dari riwayat, pencarian, dan cadangan di laptop ini. Tidak dapat diurungkan."))
    return found


def departed_sentences(plan: ErasurePlan) -> list[str]:
    """What has left before and stays out there."""
    found = []
    for one in plan.left_before:
        audience = one.export.text("audience")
        label = _(AUDIENCE_LABELS[Audience(audience)]) if audience in {*Audience} else audience
        words = (moment(one.export.text("at")), form_word(one.export.text("form")), label, one.export.text("made_by"))
        line = "–  " + " · ".join(filter(None, words))
        found.append(line if one.names else _("{line} (mungkin)").format(line=line))
    return [*found[:_SHOWN], *_more(len(found))]


def result_sentences(result: ErasureResult) -> list[str]:
    """What was done, and what is left to do."""
    counted = (
        ngettext("{n} catatan dihapus", "{n} catatan dihapus", result.records).format(n=result.records),
        ngettext("{n} isian dibersihkan", "{n} isian dibersihkan", result.fields).format(n=result.fields),
        ngettext("{n} berkas ditulis ulang", "{n} berkas ditulis ulang", len(result.files)).format(n=len(result.files)),
    )
    return [" · ".join(counted), *to_do_sentences(result.to_do)]


def to_do_sentences(to_do: Iterable[ToDo]) -> list[str]:
    """What still holds the content, and why."""
    return [_("Belum: {place} ({why})").format(place=one.place, why=_(LEFT_LABELS[one.left])) for one in to_do]


def _more(count: int) -> list[str]:
    left = count - _SHOWN
    return [ngettext("… dan {n} lainnya", "… dan {n} lainnya", left).format(n=left)] if left > 0 else []
