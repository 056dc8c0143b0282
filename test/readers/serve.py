"""How a reader is asked: a directory as a line of JSON on stdin, its rows or what went wrong as a line on stdout."""

import json
import sys


def serve(readers):
    """Until stdin ends. A reader is a function from a question to rows."""
    for line in sys.stdin:
        question = json.loads(line)
        try:
            result = {"rows": list(readers[question["reader"]](question))}
        except Exception as error:  # noqa: BLE001: what one output does is no matter of the next
            result = {"error": f"{type(error).__name__}: {str(error)[:2000]}"}
        print(json.dumps(result), flush=True)
