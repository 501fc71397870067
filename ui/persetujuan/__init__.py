"""Persetujuan: what people agreed to, what is held about them, and what the law asks; people stand here by code."""
