"""Spark as a reader, which goes by the sink's log where there is one."""

import os
import time

# Spark hands times over in the zone of the process.
os.environ["TZ"] = "UTC"
time.tzset()

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import types as t  # noqa: E402

import cells  # noqa: E402
from serve import serve  # noqa: E402


def main():
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    serve({"spark": lambda output: rows(spark, output)})
    spark.stop()


def rows(spark, output):
    reader = spark.read.format(output["format"]).options(**output["options"])
    frame = reader.schema(output["ddl"]).load(output["path"])
    if output["format"] == "parquet" and frame.inputFiles():
        inferring = spark.read.format("parquet").options(**output["options"])
        check_types(inferring.load(output["path"]).schema, output)
    return [cell_of(row, frame.schema) for row in frame.collect()]


def check_types(inferred, output):
    """The types that the files themselves say; those of paths are guessed."""
    declared = {field.name: field.dataType for field in t.StructType.fromDDL(output["ddl"]).fields}
    for field in inferred.fields:
        expected = declared[field.name]
        if field.name not in output["partitionBy"] and field.dataType.simpleString() != expected.simpleString():
            raise TypeError(f"{field.name} is {field.dataType.simpleString()}, not {expected.simpleString()}")


def cell_of(value, kind):
    if value is None:
        return None
    if isinstance(kind, t.StructType):
        return {field.name: cell_of(item, field.dataType) for field, item in zip(kind.fields, value)}
    if isinstance(kind, t.ArrayType):
        return [cell_of(item, kind.elementType) for item in value]
    if isinstance(kind, t.MapType):
        return cells.mapping((cell_of(k, kind.keyType), cell_of(v, kind.valueType)) for k, v in value.items())
    if isinstance(kind, t.TimestampType):
        return f"instant {cells.micros(value)}"
    if isinstance(kind, t.TimestampNTZType):
        return f"local {cells.micros(value)}"
    if isinstance(kind, t.DateType):
        return cells.date(value)
    if isinstance(kind, t.BooleanType):
        return f"boolean {str(value).lower()}"
    if isinstance(kind, t.IntegralType):
        return f"integer {value}"
    if isinstance(kind, (t.FloatType, t.DoubleType)):
        return cells.double(value)
    if isinstance(kind, t.DecimalType):
        return cells.fixed(value, kind.scale)
    if isinstance(kind, t.BinaryType):
        return cells.binary(value)
    return "string " + value


main()
