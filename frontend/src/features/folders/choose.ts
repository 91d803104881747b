/** What a part of the app may ask of the folder picker, through the command "folders.choose". */
export interface FolderQuestion {
  title: string;
  words?: string;
  /** The words on the button for a folder of this name. */
  use: (name: string) => string;
  /** Lets a new folder be made on the way. */
  create?: boolean;
  onChoose: (folder: { handle: string; name: string; path: string }) => void;
}

export function isQuestion(value: unknown): value is FolderQuestion {
  if (typeof value !== "object" || value === null) return false;
  const asked = value as Record<string, unknown>;
  return (
    typeof asked["title"] === "string" &&
    typeof asked["use"] === "function" &&
    typeof asked["onChoose"] === "function"
  );
}
