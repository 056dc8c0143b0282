"""Polars as a reader of the bare directory."""

import glob

import polars as pl

import cells


def rows(output):
    files = glob.glob(f"{glob.escape(output['path'])}/**/*.{output['format']}", recursive=True)
    if files:
        yield from READERS[output["format"]](files, output)


def parquet_rows(files, output):
    keys = {name: pl.String for name in output["partitionBy"]}
    # All at once: it is Polars that joins what they hold.
    frame = pl.scan_parquet(files, hive_partitioning=bool(keys), hive_schema=keys or None).collect()
    return frame_rows(frame, output)


def json_rows(files, output):
    """File by file, since to Polars those of JSON have no columns in their paths."""
    kinds = {name: IN_JSON[kind] for name, kind in output["columns"].items() if name not in output["partitionBy"]}
    for file in files:
        parts = dict(part.split("=", 1) for part in file.split("/") if "=" in part)
        own = {name: cells.from_text(parts[name], output["columns"][name]) for name in output["partitionBy"]}
        for row in frame_rows(pl.read_ndjson(file, schema=kinds), output):
            yield {**row, **own}


def frame_rows(frame, output):
    for row in frame.iter_rows(named=True):
        yield {name: cell_of(row[name], kind, output["columns"][name]) for name, kind in frame.schema.items()}


IN_JSON = {"BIGINT": pl.Int64, "DOUBLE": pl.Float64, "STRING": pl.String, "TIMESTAMP": pl.String}
READERS = {"parquet": parquet_rows, "json": json_rows}


def cell_of(value, kind, declared="STRING"):
    """`declared` is Spark's name of the type, which a text in JSON stands for."""
    if value is None:
        return None
    if isinstance(kind, pl.Struct):
        return {field.name: cell_of(value[field.name], field.dtype) for field in kind.fields}
    if isinstance(kind, pl.List):
        return [cell_of(item, kind.inner) for item in value]
    if isinstance(kind, pl.Map):
        return cells.mapping((cell_of(k, kind.key), cell_of(item, kind.value)) for k, item in value.items())
    if isinstance(kind, pl.Datetime):
        if kind.time_unit != "us":
            raise TypeError(f"a timestamp of {kind.time_unit}")
        tag = "local" if kind.time_zone is None else "instant"
        return f"{tag} {cells.micros(value.replace(tzinfo=None))}"
    if isinstance(kind, pl.Decimal):
        return cells.fixed(value, kind.scale)
    if kind == pl.String:
        return cells.from_text(value, declared)
    if kind == pl.Date:
        return cells.date(value)
    if kind == pl.Boolean:
        return f"boolean {str(value).lower()}"
    if kind == pl.Binary:
        return cells.binary(value)
    if kind.is_integer():
        return f"integer {value}"
    if kind.is_float():
        return cells.double(value)
    raise TypeError(f"no cell for {kind}")
