"""The activity report from beginning to end, told to a PDF or a DOCX alike; which parts, the options say."""

from kotaham_desktop.i18n import _
from kotaham_desktop.reports.annexes import annexes
from kotaham_desktop.reports.body import closing, implementation, introduction, proceedings, results
from kotaham_desktop.reports.content import ReportContent
from kotaham_desktop.reports.front_matter import approval, summary
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.progress import Pulse
from kotaham_desktop.reports.telling import Telling


def tell_front(telling: Telling, content: ReportContent, options: ReportOptions) -> None:
    """What stands between the cover and the contents."""
    if options.has("approval"):
        approval(telling, content.about)
    if options.has("summary"):
        summary(telling, content)


def tell_body(telling: Telling, content: ReportContent, options: ReportOptions, pulse: Pulse) -> None:
    """Chapters I to IV and the annexes."""
    if options.has("introduction"):
        introduction(telling, content)
    pulse.reach(0.04)
    telling.chapter(_("Pelaksanaan Kegiatan"))
    if options.has("implementation"):
        implementation(telling, content)
    if options.has("proceedings"):
        proceedings(telling, content)
    pulse.reach(0.12)
    results(telling, content, options)
    pulse.reach(0.25)
    if options.has("closing"):
        closing(telling, content)
    annexes(telling, content, options)
