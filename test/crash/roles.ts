/** What a file is for, whatever its number, batch or id: `checkpoint/offsets/N`. */
export function roleOf(path: string): string {
  if (path === "") return ".";
  return path
    .split("/")
    .map((name) =>
      name
        .replace(/^\.(.+)\.\d+-\d+\.tmp$/, ".$1.tmp")
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "ID")
        .replace(/^part-.*?(\.tmp)?$/, "part$1")
        .replace(/^\d{8}T\d{6}$/, "TIME")
        .replace(/=.*$/, "=V")
        .replace(/^millrace-crash-.*$/, "SCRATCH")
        .replaceAll(/\d+/g, "N"),
    )
    .join("/");
}
