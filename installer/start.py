"""Where the built app begins: the same as `hubdesk` on the command line."""

import multiprocessing
import sys

from hubdesk.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
