"""Values in the form of cells.ts, from what Python's own types hold."""

import datetime
import decimal
import math
import struct

EPOCH = datetime.datetime(1970, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)


def double(value):
    return "double nan" if math.isnan(value) else "double " + struct.pack(">d", value).hex()


def fixed(value, scale):
    """With as many digits behind the point as the type has; an error where that would change the value."""
    with decimal.localcontext(prec=60, traps=[decimal.Inexact]):
        return "decimal " + format(value.quantize(decimal.Decimal(1).scaleb(-scale)), "f")


def binary(value):
    return "binary " + bytes(value).hex()


def date(value):
    return f"date {(value - EPOCH.date()).days}"


def micros(value):
    """Microseconds since 1970 of a datetime without a zone."""
    return (value - EPOCH) // MICROSECOND


def mapping(pairs):
    # As JavaScript sorts the texts: by UTF-16 units, which for these keys is by character.
    return sorted((list(pair) for pair in pairs), key=lambda pair: str(pair[0]))


def from_text(text, kind):
    """A cell from the text that stands in a path or in a file of text, by Spark's name of its type."""
    if text is None:
        return None
    if kind == "BOOLEAN":
        return "boolean " + {"true": "true", "false": "false"}[text]
    if kind in ("TINYINT", "SMALLINT", "INT", "BIGINT"):
        return f"integer {int(text)}"
    if kind == "FLOAT":
        return double(struct.unpack(">f", struct.pack(">f", number(text)))[0])
    if kind == "DOUBLE":
        return double(number(text))
    if kind.startswith("DECIMAL"):
        return fixed(decimal.Decimal(text), int(kind.rstrip(")").split(",")[1]))
    if kind == "DATE":
        return date(datetime.date.fromisoformat(text))
    if kind == "TIMESTAMP":
        value = datetime.datetime.fromisoformat(text)
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return f"instant {micros(value)}"
    if kind == "TIMESTAMP_NTZ":
        return f"local {micros(datetime.datetime.fromisoformat(text))}"
    return "string " + text


def number(text):
    return float({"Infinity": "inf", "-Infinity": "-inf"}.get(text, text))
