"""The command that tells what was done with a file, and proves it."""

from argparse import Namespace

from kotaham_desktop.cli.opening import for_reading
from kotaham_desktop.cli.output import moment, say, say_json
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _


def audit(arguments: Namespace) -> None:
    """List the acts, newest last, and say whether the trail is whole; exit code 1 where it is not."""
    from kotaham_desktop.application import audit_words  # noqa: PLC0415 - late: start-up

    with for_reading(arguments) as workshop:
        acts, report = workshop.acts(), workshop.prove_trail()
    if arguments.json:
        say_json(
            {
                "whole": report.is_whole,
                "verdict": audit_words.verdict(report),
                "faults": [{"code": one.code, "subject": one.subject} for one in report.faults],
                "openings": report.openings,
                "head": report.head,
                "acts": [
                    {"at": moment(act.at), "who": act.who, "what": act.what, "own": own, "facts": act.details,
                     "seal": act.seal.hex()}
                    for act, own in acts
                ],
            }
        )  # fmt: skip
    else:
        for act, own in acts[-arguments.limit :] if arguments.limit else acts:
            place = "" if own else _("(di laptop lain)")
            say("  ".join(filter(None, (moment(act.at), act.who or "-", audit_words.told(act), place))))
        say(audit_words.verdict(report))
        for fault in report.faults:
            say(audit_words.fault_told(fault))
        say(_(audit_words.LIMITS))
    if not report.is_whole:
        raise ExpectedError("trail_broken", count=len(report.faults))
