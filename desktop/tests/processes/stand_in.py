"""Speaks the sidecar's side of the handshake, well or badly, as its first argument says.

Its second argument is a port of the test, to which it tells what it is told; the test sees by the
end of that connection that the process is gone.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading

mode, port = sys.argv[1], int(sys.argv[2])
# Only the end of its standard input ends the one, and only force the other.
if mode in {"silent", "deaf"} and os.name == "posix":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
journal = socket.create_connection(("127.0.0.1", port))


def note(what: object) -> None:
    journal.sendall(json.dumps(what).encode() + b"\n")


def say(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}), flush=True)


def ready() -> None:
    say("ready", port=hello["port"] or 40123, library=hello["library"] or "/usual", works_here=True)


def crash() -> None:
    print("one line of the end", file=sys.stderr)
    print(f"the token was {hello['token']}", file=sys.stderr, flush=True)
    os._exit(3)


hello = json.loads(sys.stdin.readline())
note({"pid": os.getpid(), "hello": hello})

if mode == "not_reading_yet":
    threading.Event().wait()
if mode == "silent":
    for _ in sys.stdin:
        pass
    note("end")
    sys.exit(0)

say("starting", protocol=2 if mode == "other_protocol" else 1, version="0.1.0", pid=os.getpid())

if mode == "crashes":
    crash()
if mode == "crashes_and_leaves_a_child":
    subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"])
    crash()
if mode == "fatal":
    facts = {"pid": 77, "since": 1700000000000}
    say("fatal", code="library_in_use", message="Another Keepers has it.", facts=facts, library="/l")
    sys.exit(4)
if mode == "babbles":
    sys.stdout.buffer.write(b'not json\n\n\xff\xfe\n{"event":\n[]\n{"event":7}\n{"event":"ready"}\n')
    sys.stdout.buffer.write(b'{"event":"from_tomorrow","x":[1,{"y":null}]}\n')
    sys.stdout.buffer.write(b'{"event":"ready","port":1,"library":"' + b"x" * 70_000 + b'"}\n')
    sys.stdout.buffer.flush()
if mode == "migrates":
    say("migrating", phase="backing_up", step=1, last_step=2, percent=10)
    say("migrating", phase="applying", step=2, last_step=2, percent=250)

ready()
say("work", paused=False, active=True)
say("notice", kind="work", title="2 photos added", body="", open={"place": "story", "id": 1})

if mode == "deaf":
    threading.Event().wait()

for line in sys.stdin:
    order = json.loads(line)
    note(order)
    match order["do"]:
        case "offer_folder" if mode == "refuses":
            error = {"code": "folder_refused", "message": "Not this one."}
            say("folder", id=order["id"], error=error)
        case "offer_folder" if mode != "never_answers":
            path = order["path"]
            say("folder", id=order["id"], handle="h1", name=os.path.basename(path), path=path)
        case "locate":
            say("located", id=order["id"] + 1000, path="/nobody/asked")
            say("located", id=order["id"], path=f"/photos/{order['asset']}.jpg")
        case "pause_work":
            crash()
        case "stop":
            say("stopping")
            break
note("end")
