"""The plain pages: what is read to people before they tell, what the law asks, what to do when somebody is in distress.

They lie in ``resources/pages`` as ``name.language.md``.
"""

from kotaham_desktop.i18n import SOURCE_LANGUAGE, current_language
from kotaham_desktop.resource_files import resource_root

INFORMATION = "penjelasan"
"""What people hear before they are asked."""
LAW = "uu-27-2022"
REFERRAL_CARD = "kartu-rujukan"


def page_text(name: str, language: str = "") -> str:
    """A page as it lies in the program, in a language or the current one; the Indonesian where there is no other."""
    folder = resource_root() / "pages"
    for code in (language or current_language(), SOURCE_LANGUAGE):
        path = folder / f"{name}.{code}.md"
        if path.exists():
            return path.read_text("utf-8")
    raise FileNotFoundError(f"no page {name}")
