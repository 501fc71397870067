"""Writing a training's documents as PDF: content in, bytes out. No storage, no screen, no rule about who sees what."""

from reportlab import rl_config

# ASCII85 of photos in pure Python takes most of a report's time, and readers have not needed it for decades. Set once,
# when the package loads, and never changed: reports made side by side all want the same.
rl_config.useA85 = 0
