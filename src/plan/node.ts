/** What every plan node is: frozen data with a `kind`. */
export interface Node {
  readonly kind: string;
}

export interface NodeFactory<T extends Node> {
  create(fields: Omit<T, "kind">): T;
  is(node: Node): node is T;
}

/** The factory of one kind of node. Nodes are frozen; absent optional fields stay absent. */
export function nodeFactory<T extends Node>(kind: T["kind"]): NodeFactory<T> {
  return Object.freeze({
    create: (fields: Omit<T, "kind">): T => Object.freeze({ kind, ...fields }) as unknown as T,
    is: (node: Node): node is T => node.kind === kind,
  });
}
