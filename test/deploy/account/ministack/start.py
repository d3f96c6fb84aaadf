"""Starts ministack with what it lacks, added to its modules in memory. Its files stay as they were installed."""

import os
import signal
import sys
import threading

import mend_api_gateway
import mend_cloudformation
import mend_durable
import mend_iam
import mend_lambda
import mend_parameter_store
from ministack.app import main


def end_with_parent():
    """The other end of the standard input closes however the process that holds it ends."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


for each in (
    mend_api_gateway,
    mend_cloudformation,
    mend_durable,
    mend_iam,
    mend_lambda,
    mend_parameter_store,
):
    each.mend()
threading.Thread(target=end_with_parent, daemon=True).start()
main()
