"""``python -m briefs``: the same words as the command ``briefs``."""

from briefs.cli import main

main()
