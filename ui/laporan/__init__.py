"""Laporan: choose the audience and the parts, see the real pages, save the PDF or export the data."""
