"""``python -m kotaham_desktop.cli``, where the installed command is not on the path."""

import sys

from kotaham_desktop.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
