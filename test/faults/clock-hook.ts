/** Loaded into a program before it (`--import`): its clock is wrong by as many milliseconds as the file MILLRACE_CLOCK says. */
import { readFileSync } from "node:fs";

const now = Date.now;
Date.now = () => now() + Number(readFileSync(process.env["MILLRACE_CLOCK"]!, "utf8"));
