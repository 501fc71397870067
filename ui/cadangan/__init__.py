"""Cadangan: backups, the second place, copies for colleagues, and looking after the file; decides nothing itself."""
