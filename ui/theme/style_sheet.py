"""The small style sheet made from the tokens: what a palette cannot say, such as radius, hairline and focus ring.

Widgets say what they are through dynamic properties: ``role`` on labels, ``kind`` on buttons, ``frame`` on frames,
``field`` on editors.
"""

from collections.abc import Callable

from kotaham_desktop.resource_files import resource_root
from ui.theme.fonts import FALLBACK_FAMILIES, NOTE_FAMILY
from ui.theme.tokens import Tokens

NOTE_FAMILIES = ", ".join(f'"{family}"' for family in (NOTE_FAMILY, *FALLBACK_FAMILIES))

Size = Callable[[float], str]
"""A size drawn for 100 % text, as the style sheet writes it at the current text size."""

_TYPE = {
    "display": (24.0, 700, "text"),
    "title": (18.0, 700, "text"),
    "heading": (16.0, 600, "text"),
    "subheading": (13.5, 600, "text"),
    "body": (13.0, 400, "text"),
    "strong": (13.0, 600, "text"),
    "secondary": (13.0, 400, "text_2"),
    "caption": (12.0, 400, "text_2"),
    "label": (12.0, 600, "text_2"),
    "error": (12.0, 500, "danger"),
}
"""The type scale: size at 100 %, weight, colour."""


def style_sheet(look: Tokens, scale: float) -> str:
    """The sheet for one look and one text size."""

    def size(pixels: float) -> str:
        return f"{round(pixels * scale)}px"

    labels = "\n".join(
        f'QLabel[role="{role}"] {{ font-size: {size(pixels)}; font-weight: {weight}; color: {getattr(look, colour)}; }}'
        for role, (pixels, weight, colour) in _TYPE.items()
    )
    return "\n".join(
        (
            labels,
            _frames(look),
            _buttons(look, size(13)),
            _fields(look, size),
            _choices(look, size),
            _bars(look, size(12)),
        )
    )


def _frames(look: Tokens) -> str:
    tints = "\n".join(
        f'QFrame[frame="message"][tone="{tone}"] {{ background: {ground}; border: 1px solid {edge}; '
        f"border-radius: 8px; }}"
        for tone, ground, edge in (
            ("error", look.danger_tint, look.danger),
            ("warning", look.warning_tint, look.warning),
            ("success", look.ok_tint, look.ok),
            ("info", look.accent_tint, look.accent),
        )
    )
    return f"""
QFrame[frame="card"] {{ background: {look.surface}; border: 1px solid {look.line}; border-radius: 10px; }}
QFrame[frame="well"] {{ background: {look.surface_2}; border: 1px solid {look.line}; border-radius: 8px; }}
QFrame[frame="top"] {{ background: {look.surface}; border: 0; border-bottom: 1px solid {look.line}; }}
QFrame[frame="rail"] {{ background: {look.rail}; border: 0; }}
QFrame[frame="toast"] {{ background: {look.text if not look.dark else look.surface_2};
    border: 1px solid {look.text if not look.dark else look.line_strong}; border-radius: 10px; }}
QFrame[frame="toast"] QLabel {{ color: {look.surface if not look.dark else look.text}; }}
QFrame[frame="line"] {{ background: {look.line}; border: 0; max-height: 1px; min-height: 1px; }}
{tints}
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] {{ background: transparent; border: 0; }}
"""


def _buttons(look: Tokens, text: str) -> str:
    return f"""
QPushButton[kind] {{ font-size: {text}; font-weight: 600; border-radius: 8px; padding: 6px 13px; min-height: 20px; }}
QPushButton[kind="primary"] {{ background: {look.accent}; color: {look.on_accent}; border: 1px solid {look.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {look.accent_hover}; border-color: {look.accent_hover}; }}
QPushButton[kind="secondary"] {{ background: {look.surface}; color: {look.text};
    border: 1px solid {look.line_strong}; }}
QPushButton[kind="secondary"]:hover {{ background: {look.surface_2}; border-color: {look.text_3}; }}
QPushButton[kind="secondary"]:checked {{ background: {look.accent_tint}; border-color: {look.accent}; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {look.accent}; border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {look.accent_tint}; }}
QPushButton[kind="danger"] {{ background: {look.surface}; color: {look.danger}; border: 1px solid {look.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {look.danger_tint}; }}
QPushButton[kind="toast"] {{ background: transparent; border: 1px solid transparent;
    color: {"#8FD6CF" if not look.dark else look.accent}; }}
QPushButton[kind="primary"]:pressed, QPushButton[kind="primary"]:checked {{ background: {look.accent_hover}; }}
QPushButton[kind]:disabled {{ background: {look.surface_2}; color: {look.text_3}; border-color: {look.line}; }}
QPushButton[kind]:focus {{ border: 2px solid {look.focus}; padding: 5px 12px; }}
QToolButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px; }}
QToolButton[kind="icon"]:hover {{ background: {look.surface_2}; border-color: {look.line}; }}
QToolButton[kind="icon"]:checked {{ background: {look.accent_tint}; border-color: {look.accent}; }}
QToolButton[kind="icon"]:focus {{ border: 2px solid {look.focus}; padding: 4px; }}
QToolButton[kind="icon"]::menu-indicator {{ image: none; }}
QPushButton[kind]::menu-indicator {{ image: none; }}
"""


def _fields(look: Tokens, size: Size) -> str:
    text, note = size(13), size(17)
    kinds = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QComboBox", "QSpinBox")

    def each(rest: str) -> str:
        return ", ".join(f'{kind}[field="true"]{rest}' for kind in kinds)

    return f"""
{each("")} {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.line_strong};
    border-radius: 8px; padding: 5px 10px; font-size: {text}; selection-background-color: {look.accent};
    selection-color: {look.on_accent}; }}
QLineEdit[field="true"], QComboBox[field="true"], QSpinBox[field="true"] {{ min-height: 22px; }}
{each(":hover")} {{ border-color: {look.text_3}; }}
{each(":focus")} {{ border: 2px solid {look.focus}; padding: 4px 9px; }}
{each('[faulty="true"]')} {{ border-color: {look.danger}; }}
{each(":disabled")}, {each(":read-only")} {{ background: {look.surface_2}; color: {look.text_2}; }}
QTextEdit[note="true"] {{ font-family: {NOTE_FAMILIES}; font-size: {note}; }}
QTextEdit[bare="true"] {{ background: transparent; border: 1px solid transparent; padding: 5px 4px; }}
QTextEdit[bare="true"]:focus {{ border: 1px solid {look.line}; padding: 5px 4px; }}
QComboBox[field="true"] {{ padding-left: 12px; padding-right: 26px; }}
QComboBox[field="true"]:focus {{ padding-left: 11px; padding-right: 25px; }}
QComboBox[field="true"]:!editable {{ background: {look.surface}; color: {look.text}; }}
QComboBox[field="true"]:disabled {{ background: {look.surface_2}; color: {look.text_2}; }}
QComboBox[field="true"]::drop-down {{ border: 0; width: 26px; }}
QComboBox[field="true"]::down-arrow {{ image: none; }}
QSpinBox[field="true"]::up-button, QSpinBox[field="true"]::down-button {{ width: 0; height: 0; border: 0; }}
QComboBox QAbstractItemView {{ background: {look.surface}; border: 1px solid {look.line_strong}; outline: 0;
    padding: 4px; selection-background-color: {look.accent_tint}; selection-color: {look.text}; }}
"""


def _choices(look: Tokens, size: Size) -> str:
    text, mark = size(13), round(float(size(15)[:-2]))
    checked = (resource_root() / "icons" / f"checked-{'dark' if look.dark else 'light'}.svg").as_posix()
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; font-size: {text}; padding: 3px; border: 2px solid transparent;
    border-radius: 6px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {mark}px; height: {mark}px; background: {look.surface};
    border: 1px solid {look.text_3}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {mark // 2 + 1}px; }}
QCheckBox::indicator:checked {{ background: {look.accent}; border-color: {look.accent}; image: url("{checked}"); }}
QRadioButton::indicator:checked {{ border: 5px solid {look.accent}; width: {mark - 8}px; height: {mark - 8}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {look.line_strong}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {look.focus}; }}
"""


def _bars(look: Tokens, text: str) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {look.line_strong}; border-radius: 3px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {look.text_3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {look.surface}; }}
QCalendarWidget QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
    color: {look.text}; font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {look.surface_2}; }}
QCalendarWidget QToolButton:focus {{ border-color: {look.focus}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QTableView {{ border: 0; selection-background-color: {look.accent};
    selection-color: {look.on_accent}; }}
QMenu {{ background: {look.surface}; border: 1px solid {look.line_strong}; padding: 4px; }}
QMenu::item {{ padding: 6px 22px 6px 10px; border-radius: 6px; color: {look.text}; }}
QMenu::item:selected {{ background: {look.accent_tint}; }}
QMenu::separator {{ height: 1px; background: {look.line}; margin: 4px 8px; }}
QToolTip {{ border: 1px solid {look.line_strong}; padding: 4px 6px; font-size: {text}; }}
QProgressBar {{ background: {look.line}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {look.accent}; border-radius: 3px; }}
QListView[rows="true"] {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}
QTableView {{ background: {look.surface}; alternate-background-color: {look.surface_2}; border: 1px solid {look.line};
    border-radius: 8px; gridline-color: {look.line}; selection-background-color: {look.accent_tint};
    selection-color: {look.text}; }}
QTableView:focus {{ border: 2px solid {look.focus}; }}
QHeaderView::section {{ background: {look.surface_2}; color: {look.text_2}; border: 0; padding: 6px 8px;
    border-bottom: 1px solid {look.line}; font-weight: 600; font-size: {text}; }}
QTableCornerButton::section {{ background: {look.surface_2}; border: 0; }}
"""
