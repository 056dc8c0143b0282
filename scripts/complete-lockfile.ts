/**
 * npm leaves a platform's package out of the lockfile when the registry does not hold it, and `npm ci` then refuses that
 * lockfile. This adds the missing entries, as they would be but for their checksums. Run it after changing dependencies.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./processes.ts";

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = join(root, "package-lock.json");
const lockfile = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, LockedPackage> };

const missing = Object.values(lockfile.packages).flatMap((parent) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name, version]) => /^\d/.test(version) && !Object.hasOwn(lockfile.packages, `node_modules/${name}`))
    .map(([name, version]): [string, object] => [`node_modules/${name}`, entry(name, version, parent)]),
);

const [own, ...others] = [...Object.entries(lockfile.packages), ...missing];
const sorted = others.sort(([a], [b]) => a.localeCompare(b, "en"));
const packages = Object.fromEntries(own === undefined ? sorted : [own, ...sorted]);
writeFileSync(file, `${JSON.stringify({ ...lockfile, packages }, null, 2)}\n`);
console.log(`${missing.length} entries added`);

function entry(name: string, version: string, { dev, license }: LockedPackage): object {
  return {
    version,
    cpu: [processor(name)],
    ...(dev === true && { dev }),
    ...(libc(name) !== undefined && { libc: [libc(name)] }),
    ...(license !== undefined && { license }),
    optional: true,
    os: [system(name)],
  };
}

// "@oxlint/binding-linux-arm-gnueabihf" names a system, a processor and a C library.
function system(name: string): string {
  return part(name, /\b(aix|android|darwin|freebsd|linux|openharmony|sunos|win32)\b/);
}

function processor(name: string): string {
  return part(name, /\b(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)\b/);
}

function libc(name: string): string | undefined {
  if (/-musl/.test(name)) return "musl";
  return /-gnu/.test(name) ? "glibc" : undefined;
}

function part(name: string, pattern: RegExp): string {
  const found = pattern.exec(name)?.[1];
  if (found === undefined) throw new Error(`${name} does not say for which platform it is`);
  return found;
}
