# SPDX-License-Identifier: Apache-2.0
"""Runs a program at a pseudo terminal and answers its questions: terminal.py ANSWERS PROGRAM ARGUMENT...

ANSWERS is JSON: [[question, answer], ...]. What the program shows goes to standard output; a question that is in the list is
answered once, in its order, every other one (a line that ends with "): ") with an empty line. The code is the program's.
"""
import json
import os
import pty
import sys


def main():
    answers = json.loads(sys.argv[1])
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.argv[2], sys.argv[2:])
    shown = b""
    seen = 0
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of a terminal so.
            break
        if not piece:
            break
        shown += piece
        if shown[seen:].endswith(b"): "):
            question = shown[seen:].decode("utf-8", "replace").splitlines()[-1]
            answer = next((pair for pair in answers if pair[0] in question), None)
            if answer:
                answers.remove(answer)
            os.write(terminal, ((answer[1] if answer else "") + "\n").encode())
            seen = len(shown)
    sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
    sys.stdout.flush()
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main()
