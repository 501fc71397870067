"""How long a report of about sixty pages with photos takes, against drawing as many pages, words and photos barely.

Run it as ``python tests/benchmarks/bench_report.py``; it prints one line for each round and the median ratio.
"""

import importlib.util
import statistics
import sys
import time
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import gather
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.reports import fonts
from kotaham_desktop.reports.documents import build_report
from kotaham_desktop.reports.options import ReportOptions

ROUNDS = 5
LINES_ON_A_PAGE = 42


def _report_records():
    path = Path(__file__).parents[1] / "files" / "report_records.py"
    spec = importlib.util.spec_from_file_location("report_records", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(records):
    """Disclose, gather and lay out the team's report; the number of its pages and the file."""
    content = gather(
        records.by_type,
        audience=Audience.TEAM,
        report_language="id",
        reference=ReferenceData(),
        load_photo=records.photos.__getitem__,
    )
    pdf = build_report(content, ReportOptions())
    return pdf.count(b"/Type /Page\n"), pdf


def bare(pages, photos, line):
    """The same number of pages full of lines of text, and the same photos, drawn without any layout."""
    out = BytesIO()
    canvas = Canvas(out, initialFontName=fonts.BODY, pageCompression=1)
    waiting = list(photos)
    for _page in range(pages):
        canvas.setFont(fonts.BODY, 10.4)
        for number in range(LINES_ON_A_PAGE):
            canvas.drawString(80, 760 - number * 15.4, line)
        for _photo in range(-(-len(photos) // pages)):
            if waiting:
                canvas.drawImage(ImageReader(BytesIO(waiting.pop())), 80, 80, 200, 133)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main():
    samples = _report_records()
    records = samples.rich_training(scale=3)
    for number in range(20):
        records.add_photo("workshop", f"Dokumentasi {number + 1}", content=samples.photo(number, (1600, 1067)))
    line = samples.PARAGRAPH[:88]
    fonts.load_fonts()
    pages, _pdf = report(records)
    bare(2, [], line)
    ratios = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        pages, pdf = report(records)
        middle = time.perf_counter()
        plain = bare(pages, records.photos.values(), line)
        end = time.perf_counter()
        ratios.append((middle - start) / (end - middle))
        sys.stdout.write(
            f"report {middle - start:.2f} s ({pages} pages, {len(records.photos)} photos, {len(pdf) / 1e6:.1f} MB), "
            f"bare drawing {end - middle:.2f} s ({len(plain) / 1e6:.1f} MB), ratio {ratios[-1]:.1f}\n"
        )
    sys.stdout.write(f"report_60_pages ratio {statistics.median(ratios):.2f} (useA85={rl_config.useA85})\n")


if __name__ == "__main__":
    main()
