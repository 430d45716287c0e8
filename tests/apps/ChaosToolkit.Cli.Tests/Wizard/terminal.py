"""Plays a person at a terminal: terminal.py STEPS COMMAND...

STEPS is a JSON list of [text to wait for, keys to press]. Prints what the screen received; exits with the command's status.
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
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])

screen, since, deadline = b"", 0, time.monotonic() + 60
while time.monotonic() < deadline:
    if steps and steps[0][0].encode() in screen[since:]:
        since = len(screen)
        os.write(terminal, steps.pop(0)[1].encode())
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
