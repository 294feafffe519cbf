"""Runs a command at a terminal, types a password when it is asked for, and prints what the terminal showed.

Usage: type-password.py PASSWORD COMMAND…
"""

import os
import pty
import sys

password, command = sys.argv[1], sys.argv[2:]
shown = b""
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
typed = False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if not typed and b": " in shown:
        os.write(terminal, password.encode() + b"\r")
        typed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
