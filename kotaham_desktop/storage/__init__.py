"""The workshop file: log, tables, search, attachments, snapshot. Only this package knows SQL and pycrdt.

What must not live here: rules about trainings, sentences for people, anything that knows a screen.
"""
