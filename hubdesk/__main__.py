"""`python -m hubdesk` is the same as `hubdesk`."""

import sys

from hubdesk.cli import main

sys.exit(main())
