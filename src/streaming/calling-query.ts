import { AsyncLocalStorage } from "node:async_hooks";

/** Which query's batch the present code runs for. */
export const runningQuery: AsyncLocalStorage<object> = new AsyncLocalStorage();

/** The query whose user function the present code belongs to. */
export const callingQuery = (): object | undefined => runningQuery.getStore();
