"""Tooltips of what people wrote: Qt takes anything that looks like markup in one for markup."""


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as it stands, wrapped where it is long; none for an empty text."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<qt>" + escaped.replace("\n", "<br>") + "</qt>"
