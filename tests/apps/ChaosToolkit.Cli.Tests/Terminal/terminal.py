"""Plays a person at a terminal: terminal.py STEPS COMMAND...

STEPS is a JSON list of [text to wait for, keys to press]; instead of keys, {"touch": FILE} makes a file, {"size": [ROWS, COLUMNS]} changes the
terminal's size, {"signal": NUMBER} sends the command a signal. A size as the very first step is the size to begin with. Prints what the screen received; exits with the command's status.
"""
import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

steps = json.loads(sys.argv[1])
size = steps.pop(0)[1]["size"] if isinstance(steps[0][1], dict) and not steps[0][0] else [40, 200]


def resize(file, rows, columns):
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def act(what):
    if isinstance(what, str):
        os.write(terminal, what.encode())
    elif "touch" in what:
        open(what["touch"], "w").close()
    elif "size" in what:
        resize(terminal, *what["size"])
    else:
        os.kill(process, what["signal"])


process, terminal = pty.fork()
if process == 0:
    resize(0, *size)
    os.execvp(sys.argv[2], sys.argv[2:])

screen, since, deadline = b"", 0, time.monotonic() + 60
while time.monotonic() < deadline:
    if steps and steps[0][0].encode() in screen[since:]:
        since = len(screen)
        act(steps.pop(0)[1])
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        part = os.read(terminal, 65536)
    except OSError:  # Linux: the other side has gone
        break
    if not part:
        break
    screen += part
else:
    os.kill(process, 9)
    print("No end in time. Still to come:", steps, file=sys.stderr)

sys.stdout.buffer.write(screen)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
