"""Types lines into a shell at a pseudo-terminal. Standard input: {"shell", "env", "cwd", "prompt", "log", "lines"}.

Each line is typed once the shell shows its prompt, and must make the program it names write a record to the log, which
ends with \\x1e. Prints what the terminal showed.
"""

import json
import os
import pty
import select
import signal
import sys
import time

asked = json.load(sys.stdin)
prompt = asked["prompt"].encode()
child, terminal = pty.fork()
if child == 0:
    os.chdir(asked["cwd"])
    os.execvpe(asked["shell"][0], asked["shell"], asked["env"])

shown = b""


def until(done, seconds=60):
    """Read what the terminal shows until `done()`."""
    global shown
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            sys.exit("nothing more came after:\n" + shown.decode(errors="replace"))
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                return


def records():
    try:
        with open(asked["log"], "rb") as log:
            return log.read().count(b"\x1e")
    except FileNotFoundError:
        return 0


until(lambda: prompt in shown)
for number, line in enumerate(asked["lines"], 1):
    seen = len(shown)
    os.write(terminal, line.encode())
    until(lambda: records() >= number and prompt in shown[seen:])
os.write(terminal, b"exit\r")
try:
    until(lambda: False, 2)
except SystemExit:
    pass
sys.stdout.write(shown.decode(errors="replace"))
