"""pyarrow as a reader of the bare directory; files of JSON by Python's own parser, since pyarrow's knows no maps."""

import base64
import json

import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet

import cells


def rows(output):
    keys = {name: output["columns"][name] for name in output["partitionBy"]}
    # With a schema given no file is opened yet: the files of text have no format that pyarrow would guess.
    schema = pa.schema([(name, pa.string()) for name in keys])
    dataset = pyarrow.dataset.dataset(
        output["path"], schema=schema, format="parquet", partitioning=pyarrow.dataset.HivePartitioning(schema)
    )
    for fragment in dataset.get_fragments():
        in_path = pyarrow.dataset.get_partition_keys(fragment.partition_expression)
        own = {name: cells.from_text(in_path[name], kind) for name, kind in keys.items()}
        for row in READERS[output["format"]](fragment.path, output):
            yield {**row, **own}


def parquet_rows(path, _):
    # With the schema of the file itself: nothing is cast to another file's.
    table = pyarrow.parquet.ParquetFile(path).read()
    for row in table.to_batches():
        for i in range(row.num_rows):
            yield {name: cell_of(row.column(name)[i]) for name in table.column_names}


def cell_of(value):
    kind = value.type
    if not value.is_valid:
        return None
    if pa.types.is_map(kind):
        return cells.mapping((cell_of(entry["key"]), cell_of(entry["value"])) for entry in value.values)
    if pa.types.is_list(kind):
        return [cell_of(item) for item in value.values]
    if pa.types.is_struct(kind):
        return {field.name: cell_of(value[field.name]) for field in kind}
    if pa.types.is_timestamp(kind):
        if kind.unit != "us":
            raise TypeError(f"a timestamp of {kind.unit}")
        return f"{'local' if kind.tz is None else 'instant'} {value.value}"
    if pa.types.is_date32(kind):
        return f"date {value.value}"
    if pa.types.is_boolean(kind):
        return f"boolean {str(value.as_py()).lower()}"
    if pa.types.is_signed_integer(kind):
        return f"integer {value.as_py()}"
    if pa.types.is_floating(kind):
        return cells.double(value.as_py())
    if pa.types.is_decimal(kind):
        return cells.fixed(value.as_py(), kind.scale)
    if pa.types.is_binary(kind):
        return cells.binary(value.as_py())
    if pa.types.is_string(kind):
        return "string " + value.as_py()
    raise TypeError(f"no cell for {kind}")


def csv_rows(path, output):
    kinds = {name: kind for name, kind in output["columns"].items() if name not in output["partitionBy"]}
    escape = output["options"].get("escape", "\\")
    is_doubled = escape == '"'
    table = pyarrow.csv.read_csv(
        path,
        parse_options=pyarrow.csv.ParseOptions(
            escape_char=False if is_doubled else escape, double_quote=is_doubled, newlines_in_values=True
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.string() for name in kinds},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    for row in table.to_pylist():
        yield {name: cells.from_text(row[name], kind) for name, kind in kinds.items()}


def json_rows(path, output):
    kinds = {name: kind for name, kind in output["columns"].items() if name not in output["partitionBy"]}
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            row = json.loads(line, parse_float=str, parse_int=str)
            yield {name: from_json(row.get(name), kind) for name, kind in kinds.items()}


def from_json(value, kind):
    """A cell from a parsed value whose numbers are texts still."""
    if value is None:
        return None
    if kind.startswith("ARRAY<"):
        return [from_json(item, kind[6:-1]) for item in value]
    if kind.startswith("MAP<"):
        key, item = split_top(kind[4:-1])
        return cells.mapping((from_json(k, key), from_json(v, item)) for k, v in value.items())
    if kind.startswith("STRUCT<"):
        fields = (field.split(": ", 1) for field in split_top(kind[7:-1]))
        return {name: from_json(value.get(name), inner) for name, inner in fields}
    if kind == "BINARY":
        return cells.binary(base64.b64decode(value, validate=True))
    return cells.from_text(str(value).lower() if isinstance(value, bool) else value, kind)


def split_top(text):
    """Parts between commas outside of brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "<(") - (char in ">)")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


READERS = {"parquet": parquet_rows, "csv": csv_rows, "json": json_rows}
