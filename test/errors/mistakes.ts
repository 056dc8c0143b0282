import { checkpoints } from "./checkpoints.ts";
import { columns } from "./columns.ts";
import type { Mistake } from "./mistake.ts";
import { programs } from "./programs.ts";
import { reading } from "./reading.ts";
import { sql } from "./sql.ts";
import { streams } from "./streams.ts";

export const mistakes: readonly Mistake[] = [...reading, ...columns, ...sql, ...streams, ...checkpoints, ...programs];
