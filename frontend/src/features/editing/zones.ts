import type { Option } from "@/ui";

const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("_", " ").toLowerCase();

const SHOWN = 6;

/** Zones whose name, city or part of the world begins so; this computer's own where nothing is typed. */
export function zoneNames(typed: string, own: string): Option[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const words = plain(typed.trim());
  if (words === "") return [{ id: here, content: here.replaceAll("_", " "), hint: own }];
  return Intl.supportedValuesOf("timeZone")
    .map((name) => ({ name, parts: plain(name).split("/") }))
    .filter(({ name, parts }) =>
      [plain(name), ...parts, ...parts.flatMap((part) => part.split(" "))].some((part) =>
        part.startsWith(words),
      ),
    )
    .sort((a, b) => a.parts.length - b.parts.length || a.name.localeCompare(b.name))
    .slice(0, SHOWN)
    .map(({ name }) => ({ id: name, content: name.replaceAll("_", " ") }));
}
