"""Bringing in and handing out tables, pictures and whole workshops as files of other programs; no screen, no SQL."""
