"""The workshop file: log, tables, search, attachments, snapshot. The only package with SQL and the only one with pycrdt.

What must not live here: rules about trainings, sentences for people, anything that knows a screen.
"""
