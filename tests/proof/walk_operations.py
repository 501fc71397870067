"""Every operation that is walked."""

from tests.proof.walk_editing import EDITING
from tests.proof.walk_scene import Operation

OPERATIONS: tuple[Operation, ...] = (*EDITING,)
