"""From a fresh checkout to a running program: own environment, locked packages, system libraries, first run, checks.

Standard library and ``kotaham_desktop.i18n`` only: it runs before anything is installed, with the system's own Python.
Nothing else may import it.
"""
