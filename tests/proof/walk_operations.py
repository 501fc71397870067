"""Every operation that is walked."""

from tests.proof.walk_copies import WHOLE_FILES
from tests.proof.walk_editing import EDITING
from tests.proof.walk_erasing import ERASING
from tests.proof.walk_scene import Operation

OPERATIONS: tuple[Operation, ...] = (*EDITING, *ERASING, *WHOLE_FILES)
