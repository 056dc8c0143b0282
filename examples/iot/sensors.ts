import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sensorFileDefaults, sensorFiles, type SensorFile } from "../../src/cli/sensor-files.ts";

/** Live: enough readings that a device has 20 in 5 seconds, unless it loses its signal. */
const LIVE = { files: Number.POSITIVE_INFINITY, records: 8000, malformed: 0.0005, lost: 3 };
const FILES_PER_SECOND = 2;

/** The sensors: what they send is in files of a directory, all there at once, or one after the other as long as they run. */
export class Sensors {
  readonly #directory: string;
  readonly #isOnce: boolean;
  readonly #isTheirs: boolean;
  readonly #off: AbortController = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** `isTheirs`: the directory is the user's, who has filled it. */
  constructor(directory: string, { isOnce, isTheirs }: { readonly isOnce: boolean; readonly isTheirs: boolean }) {
    this.#directory = directory;
    this.#isOnce = isOnce;
    this.#isTheirs = isTheirs;
  }

  async start(): Promise<void> {
    if (this.#isTheirs) return;
    await mkdir(this.#directory, { recursive: true });
    if (this.#isOnce) {
      for (const file of sensorFiles(sensorFileDefaults)) await this.#write(file);
      return;
    }
    const files = sensorFiles({ ...sensorFileDefaults, ...LIVE });
    await this.#write(files.next().value);
    this.#running = this.#go(files);
  }

  async stop(): Promise<void> {
    this.#off.abort();
    await this.#running;
  }

  async #go(files: Generator<SensorFile>): Promise<void> {
    for (const file of files) {
      await sleep(1000 / FILES_PER_SECOND, undefined, { signal: this.#off.signal }).catch(() => undefined);
      if (this.#off.signal.aborted) return;
      await this.#write(file);
    }
  }

  /** Aside first: a reader must never see half a file. One that is there stays as it is: an earlier run may have read it. */
  async #write({ name, content }: SensorFile): Promise<void> {
    const file = join(this.#directory, name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await writeFile(join(this.#directory, `.${name}`), content);
    await rename(join(this.#directory, `.${name}`), file);
  }
}
