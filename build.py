"""The door: ``python build.py [build|watch|check|…]`` makes this folder's site; a bare call builds."""

import sys

try:
    from briefs.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"build.py: {missing.name} is not installed. Set up once with:  python3 -m pip install -e .")

if __name__ == "__main__":
    main()
