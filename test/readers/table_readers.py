"""Readers of the bare directory, who know nothing of a log: pyarrow and Polars."""

import polars_reader
import pyarrow_reader
from serve import serve

serve({"pyarrow": pyarrow_reader.rows, "polars": polars_reader.rows})
