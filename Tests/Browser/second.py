"""A second server of the same book, to be killed and started again while phones send to it."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from urllib.parse import urlparse


class SecondServer:
    def __init__(self):
        self.directory = tempfile.mkdtemp()
        shutil.copy(f"{os.environ['GRAINLEDGER_BOOK']}/log/key-1", self.directory)  # both sign as one log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = urlparse(f"http://127.0.0.1:{free.getsockname()[1]}")
        self.process = None
        self.start()

    def start(self):
        """Starts it, and waits until it is ready; each time its log begins anew."""
        book = os.environ["GRAINLEDGER_BOOK"]
        self.process = subprocess.Popen(
            [os.environ["GRAINLEDGER_PROGRAM"], "serve", "--listen", self.address.netloc,
             "--database-url", f"postgresql://grainledger@/grainledger?host={book}/socket"],
            env=dict(os.environ, GRAINLEDGER_LOG_DIRECTORY=self.directory, GRAINLEDGER_FACTOR_KEY_FILE=f"{book}/factor.key"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        # One that hangs is ended, so that reading its words ends too.
        patience = threading.Timer(120, self.process.kill)
        patience.start()
        try:
            for line in self.process.stdout:
                if line.startswith("ready"):
                    return
        finally:
            patience.cancel()
        self.close()
        raise RuntimeError("the second server did not start")

    def kill(self):
        """As power that fails: no word to anybody."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def close(self):
        self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)
