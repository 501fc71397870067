"""D4: what people wrote never acts as markup, and nothing it says makes the window open a file or ask a server."""

import ast

from tests.architecture.source_tree import CODE, ROOT, modules, nodes

CLOSED = ROOT / "ui" / "widgets" / "closed_text.py"
GUESSING = {"QLabel", "QTextEdit", "QTextBrowser", "QMessageBox", "QErrorMessage", "QSplashScreen", "QWhatsThis"}
"""Widgets that take what looks like markup for markup; ours are made from two of them and do not."""
MARKUP = {
    "setHtml",
    "insertHtml",
    "appendHtml",
    "setMarkdown",
    "insertMarkdown",
    "setWhatsThis",
    "setOpenExternalLinks",
}
REACHING = {"openUrl", "QDesktopServices", "QNetworkAccessManager", "QWebEngineView", "QTcpSocket"}
OUR_OWN = {ROOT / "ui" / "widgets" / "labels.py": {"QLabel"}, CLOSED: {"QTextEdit"}}


def places(found):
    return [f"{path.relative_to(ROOT)}:{node.lineno}" for path, node in found]


def used_names(node):
    return {getattr(node, "id", ""), getattr(node, "attr", "")}


def test_only_two_modules_touch_a_widget_that_guesses_markup():
    offenders = [
        (path, node)
        for path in modules("ui")
        for node in nodes(path)
        if isinstance(node, ast.Name | ast.Attribute) and used_names(node) & (GUESSING - OUR_OWN.get(path, set()))
    ]
    assert places(offenders) == []


def test_no_text_is_handed_over_as_markup_and_no_address_is_opened():
    offenders = [
        (path, node)
        for path in modules("ui")
        for node in nodes(path)
        if isinstance(node, ast.Name | ast.Attribute) and used_names(node) & (MARKUP | REACHING)
    ]
    assert places(offenders) == []


def test_every_tooltip_is_plain():
    """A tooltip guesses markup too: it is our own words without anything put in, or it went through ``plain_tip``."""
    offenders = []
    for path in modules("ui"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"setToolTip", "showText"}:
                given = next((one for one in node.args if not isinstance(one, ast.Attribute)), node.args[-1])
                offenders += [] if _is_plain(given) else [(path, node)]
    assert places(offenders) == []


def _is_plain(given: ast.expr) -> bool:
    if isinstance(given, ast.Constant):
        return True
    if isinstance(given, ast.IfExp):
        return _is_plain(given.body) and _is_plain(given.orelse)
    called = getattr(given.func, "id", "") if isinstance(given, ast.Call) else ""
    return called == "plain_tip" or (called == "_" and all(isinstance(one, ast.Constant) for one in given.args))


def test_every_tooltip_of_a_list_is_plain():
    """What a model answers for the tooltip goes through ``plain_tip`` in the same function."""
    offenders = []
    for path in modules("ui"):
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef) and node.name == "data":
                source = ast.unparse(node)
                if "ToolTipRole" in source and "plain_tip(" not in source:
                    offenders.append((path, node))
    assert places(offenders) == []


def test_the_program_asks_no_server():
    offenders = []
    for path in modules(*CODE):
        for node in nodes(path):
            names = [alias.name for alias in getattr(node, "names", ())] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in {"requests", "httpx", "aiohttp"} or "QtNetwork" in name for name in names):
                offenders.append((path, node))
            if any(name in {"urllib.request", "http.client", "ftplib", "smtplib"} for name in names):
                offenders.append((path, node))
    assert places(offenders) == []
