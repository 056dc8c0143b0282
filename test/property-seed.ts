/**
 * Properties look at the same cases every time, so that a change is judged by itself. MILLRACE_PROPERTY_SEED=<integer> has them look
 * elsewhere, and what they find prints its own seed and path.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) });
