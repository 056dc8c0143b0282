/** Ranks, and values of rows before and behind: with `over(...)`, in batch only. */
import { gives, type Gives } from "./call.ts";

export const rowNumber: Gives<number> = gives("row_number");
export const rank: Gives<number> = gives("rank");
export const denseRank: Gives<number> = gives("dense_rank");
export const percentRank: Gives<number> = gives("percent_rank");
export const cumeDist: Gives<number> = gives("cume_dist");
export const ntile: Gives<number> = gives("ntile");
