import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { messageOf, millraceError } from "../errors.ts";
import type { Network } from "./runtime.ts";

export const realNetwork: Network = Object.freeze({
  connect: async (host: string, port: number, signal: AbortSignal) => {
    const socket = connect({ host, port, signal });
    socket.setEncoding("utf8");
    const failed = (error: unknown): Error =>
      millraceError("CONNECTION_FAILED", { host, port: String(port), reason: messageOf(error) }, { cause: error });
    try {
      await once(socket, "connect");
    } catch (error) {
      throw failed(error);
    }
    return received(socket, signal, failed);
  },
});

async function* received(
  socket: Socket,
  signal: AbortSignal,
  failed: (error: unknown) => Error,
): AsyncGenerator<string> {
  try {
    for await (const piece of socket) yield piece as string;
  } catch (error) {
    if (!signal.aborted) throw failed(error);
  } finally {
    socket.destroy();
  }
}
