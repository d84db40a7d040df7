"""Asks for a dream on Kafka, follows it, and fetches its picture: python3 dream.py KAFKA [GATEWAY [OUT.png]]

    deploy/dream serve
    # once it says "Dreams are taken at", in another terminal:
    python3 docs/examples/dream.py "$(cat "${ONEIROS_HOME:-$HOME/.oneiros}/run/kafka.servers")" http://127.0.0.1:8080 dream.png

It needs no Java and no library, only kcat (Debian: apt install kcat). The messages are described by docs/reference/asyncapi.yaml.
Without a GATEWAY it only follows the dream to its end. The exit code is 0 if the dream was completed.
"""
import http.client
import json
import secrets
import subprocess
import sys
import urllib.request
from datetime import datetime, timezone

SPEC = {
    "start": {"from": "noise", "width": 224, "height": 224},
    "octaves": 1,
    "iterations": 3,
}


def kcat(servers, *words, **pipes):
    return subprocess.Popen(["kcat", "-q", "-b", servers, *words], text=True, **pipes)


def ask(servers, dream, traceparent):
    """A message is CloudEvents in binary mode: attributes are headers, the value is JSON, the key the dream's id."""
    headers = {
        "ce_specversion": "1.0",
        "ce_id": secrets.token_hex(16),
        "ce_source": "/examples/dream.py",
        "ce_type": "io.oneiros.dream-requested.v1",
        "ce_subject": dream,
        "ce_time": datetime.now(timezone.utc).isoformat(),
        "content-type": "application/json",
        "traceparent": traceparent,
    }
    request = {"type": "dream-requested", "dream": dream, "spec": SPEC}
    words = [word for name, value in headers.items() for word in ("-H", f"{name}={value}")]
    sender = kcat(servers, "-P", "-t", "dream.requests", "-k", dream, *words, stdin=subprocess.PIPE)
    sender.communicate(json.dumps(request))
    if sender.returncode != 0:
        sys.exit("Kafka did not take the request.")


def events(servers, dream):
    """What is told of a dream, until it has ended.

    The first is told while the reader starts, so it starts with the last 1,000 of each partition. By time (kcat's s@)
    it would start behind what is written while it asks whether there is anything yet.
    """
    reader = kcat(
        servers, "-C", "-t", "dream.events", "-o", "-1000", "-u", "-f", "%k\t%s\n",
        "-X", "isolation.level=read_committed", "-X", "topic.auto.offset.reset=earliest", stdout=subprocess.PIPE,
    )
    try:
        for line in reader.stdout:
            key, _, value = line.partition("\t")
            if key == dream:
                event = json.loads(value)
                yield event
                if event["type"] in ("completed", "failed", "cancelled"):
                    return
    finally:
        reader.kill()


def main(servers, gateway=None, out=None):
    dream = "example-" + secrets.token_hex(8)
    # One trace a dream: whoever asks may begin it (W3C Trace Context).
    trace = secrets.token_hex(16)
    ask(servers, dream, f"00-{trace}-{secrets.token_hex(8)}-01")
    for event in events(servers, dream):
        print(event["type"], json.dumps({name: event[name] for name in event if name not in ("type", "recipe")}), flush=True)
    if event["type"] != "completed":
        return 1
    if gateway and out:
        try:
            urllib.request.urlretrieve(f"{gateway}/v1/dreams/{dream}/image", out)
        except (OSError, ValueError, http.client.HTTPException) as e:
            sys.exit(f"Dream {dream} is completed, but its picture could not be fetched from {gateway}: {e}")
        print(f"{out} is written.")
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    if not sys.argv[1].strip():
        sys.exit("KAFKA is empty; it must be HOST:PORT. Is deploy/dream serve up, and ONEIROS_HOME the same as there?")
    sys.exit(main(*sys.argv[1:]))
