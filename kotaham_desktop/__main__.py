"""The composition root of the window program: the one module of the core that may import ``ui``."""

import sys


def main() -> int:
    """Run the window program; its exit code."""
    from ui.app import run  # noqa: PLC0415 - only here, so that importing this module loads no Qt

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
