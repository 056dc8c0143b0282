/** Commands: what a plan may ask for beside rows, by the names and fields of Spark Connect's `Command`. */
import { nodeFactory, type Node, type NodeFactory } from "./node.ts";
import type { Relation } from "./relation.ts";

export interface CreateDataFrameView extends Node {
  readonly kind: "createDataframeView";
  readonly input: Relation;
  readonly name: string;
  readonly isGlobal: boolean;
  readonly replace: boolean;
}
export const CreateDataFrameView: NodeFactory<CreateDataFrameView> = nodeFactory("createDataframeView");

export type SaveMode = "append" | "overwrite" | "errorIfExists" | "ignore";
export interface WriteOperation extends Node {
  readonly kind: "writeOperation";
  readonly input: Relation;
  readonly source?: string;
  readonly path?: string;
  readonly mode: SaveMode;
  readonly partitioningColumns: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}
export const WriteOperation: NodeFactory<WriteOperation> = nodeFactory("writeOperation");

/** Exactly one trigger field is set; none means "as soon as there is data". */
export interface WriteStreamOperationStart extends Node {
  readonly kind: "writeStreamOperationStart";
  readonly input: Relation;
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  readonly partitioningColumnNames: readonly string[];
  readonly processingTimeInterval?: string;
  readonly availableNow?: boolean;
  readonly once?: boolean;
  readonly continuousCheckpointInterval?: string;
  readonly realTimeBatchDuration?: string;
  readonly outputMode: string;
  readonly queryName: string;
  readonly path?: string;
  readonly tableName?: string;
}
export const WriteStreamOperationStart: NodeFactory<WriteStreamOperationStart> =
  nodeFactory("writeStreamOperationStart");

export type Command = CreateDataFrameView | WriteOperation | WriteStreamOperationStart;
