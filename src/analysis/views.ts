/** Names of temporary views, bound when they are made: a view goes on meaning what the names in it meant then. */
import type { Relation } from "../plan/relation.ts";

export interface View {
  readonly relation: Relation;
  /** The views its own text may name. */
  readonly views: Views;
}

/** The view behind a name in any case; undefined when there is none. */
export type Views = (name: string) => View | undefined;

export interface Binding {
  /** Finds views, and remembers the found ones. */
  readonly finding: Views;
  /** The found ones, alone. */
  readonly bound: Views;
}

/** Holds on to the views a relation names and to no others, or a view made anew from itself time and again would keep all that ever were. */
export function binding(views: Views): Binding {
  const found = new Map<string, View>();
  return {
    finding: (name) => {
      const view = views(name);
      if (view !== undefined) found.set(name.toLowerCase(), view);
      return view;
    },
    bound: (name) => found.get(name.toLowerCase()),
  };
}
