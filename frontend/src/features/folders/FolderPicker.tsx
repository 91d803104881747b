import { useQuery } from "@tanstack/react-query";
import {
  ChevronRight,
  Computer,
  CornerLeftUp,
  Download,
  FileText,
  Folder,
  FolderLock,
  FolderPlus,
  HardDrive,
  House,
  Image,
  Monitor,
  type LucideIcon,
} from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, call, keys, type Schemas } from "@/api";
import { Button, Dialog, IconButton } from "@/ui";
import type { FolderQuestion } from "./choose";
import { NewFolder } from "./NewFolder";

type Kind = Schemas["Place"]["kind"];

const ICONS: Record<Kind, LucideIcon> = {
  home: House,
  pictures: Image,
  desktop: Monitor,
  documents: FileText,
  downloads: Download,
  volume: HardDrive,
  computer: Computer,
};

interface FolderPickerProps {
  question: FolderQuestion;
  onClose: () => void;
  onUse: (folder: { handle: string; name: string; path: string }) => void;
}

/** Places at the left, folders at the right, and one button that says what will be used. */
export function FolderPicker({ question, onClose, onUse }: FolderPickerProps) {
  const { t } = useTranslation("folders");
  const places = useQuery({
    queryKey: keys.folders(null),
    queryFn: () => call(api.GET("/api/v1/folders")),
    staleTime: 10_000,
  });
  const all = places.data?.places ?? [];
  const first = all.find((place) => place.kind === "pictures") ?? all[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const handle = chosen ?? first?.handle ?? null;
  const folder = useQuery({
    queryKey: keys.folders(handle),
    queryFn: () =>
      call(api.GET("/api/v1/folders/{handle}", { params: { path: { handle: handle ?? "" } } })),
    enabled: handle !== null,
    staleTime: 10_000,
  });
  const [naming, setNaming] = useState(false);
  const open = (next: string) => {
    setNaming(false);
    setChosen(next);
  };
  const there = folder.data;
  const placeName = (place: Schemas["Place"]) =>
    place.kind === "volume" ? place.name : t(`place.${place.kind}`);

  return (
    <Dialog
      open
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={question.title}
      bare
      className="dialog folder-picker"
      onOpenAutoFocus={(event) => {
        // The list takes it as soon as it is there, not a button that happens to be there first.
        event.preventDefault();
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
      }}
    >
      <header>
        <h2 className="t-15 title" aria-hidden>
          {question.title}
        </h2>
        {question.words !== undefined && <p>{question.words}</p>}
      </header>
      <div className="columns">
        <nav className="places" aria-label={t("places")}>
          {all.map((place) => {
            const Icon = ICONS[place.kind];
            return (
              <button
                key={place.handle}
                type="button"
                className="nav-item"
                title={place.path}
                aria-current={there?.path === place.path ? "true" : undefined}
                onClick={() => open(place.handle)}
              >
                <Icon className="icon" aria-hidden />
                <span>{placeName(place)}</span>
              </button>
            );
          })}
        </nav>
        <section
          className="there"
          aria-label={there?.name ?? t("choose")}
          aria-busy={folder.isPending}
        >
          {there && (
            <nav className="crumbs" aria-label={t("path")}>
              <IconButton
                icon={CornerLeftUp}
                size="sm"
                label={t("up")}
                disabled={there.parent === null}
                onClick={() => there.parent !== null && open(there.parent)}
              />
              {there.crumbs.map((crumb) => (
                <span key={crumb.handle} className="crumb">
                  <button type="button" onClick={() => open(crumb.handle)}>
                    {crumb.name}
                  </button>
                  <ChevronRight className="icon s14" aria-hidden />
                </span>
              ))}
              <span className="crumb now" aria-current="location">
                {there.name}
              </span>
            </nav>
          )}
          {naming && there && (
            <NewFolder
              parent={there.handle}
              onMade={(made) => open(made)}
              onCancel={() => setNaming(false)}
            />
          )}
          {folder.isError ? (
            <p className="blank" role="alert">
              <b>{t("failed")}</b> {folder.error.message || t("failedWords")}
            </p>
          ) : (
            there && <Entries key={there.handle} folder={there} moved={!naming} onOpen={open} />
          )}
        </section>
      </div>
      <footer>
        <p className="here num" role="status">
          {there && question.create !== true
            ? t("photosHere", { count: there.photo_count_here })
            : ""}
        </p>
        {question.create === true && there?.writable === true && (
          <Button look="ghost" icon={FolderPlus} onClick={() => setNaming(true)}>
            {t("newFolder")}
          </Button>
        )}
        <Button look="ghost" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          look="primary"
          disabled={!there || (question.create === true && !there.writable)}
          onClick={() =>
            there && onUse({ handle: there.handle, name: there.name, path: there.path })
          }
        >
          <span>{question.use(there?.name ?? "…")}</span>
        </Button>
      </footer>
    </Dialog>
  );
}

interface EntriesProps {
  folder: Schemas["Folder"];
  /** Whether the keyboard comes along. */
  moved: boolean;
  onOpen: (handle: string) => void;
}

/** The folders in a folder: arrows move, Enter opens, Backspace goes up, letters jump. */
function Entries({ folder, moved, onOpen }: EntriesProps) {
  const { t } = useTranslation("folders");
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [active, setActive] = useState(0);
  const { folders } = folder;
  useEffect(() => {
    if (moved) list.current?.focus({ preventScroll: true });
  }, [moved]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(folders.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const jump = (letter: string) => {
    const now = performance.now();
    const text = now - typed.current.at < 800 ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    const found = folders.findIndex((one) =>
      one.name.toLocaleLowerCase().startsWith(text.toLocaleLowerCase()),
    );
    if (found >= 0) move(found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = folders[active];
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(folders.length - 1);
    else if (event.key === "Enter" || event.key === "ArrowRight") {
      if (entry?.readable === true) onOpen(entry.handle);
    } else if (event.key === "Backspace" || event.key === "ArrowLeft") {
      if (folder.parent !== null) onOpen(folder.parent);
    } else if (event.key.length === 1 && event.key !== " ") jump(event.key);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        ref={list}
        className="entries"
        role="listbox"
        tabIndex={0}
        aria-label={t("list", { name: folder.name })}
        aria-activedescendant={folders.length > 0 ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
      >
        {folders.map((entry, index) => (
          <div
            key={entry.handle}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={!entry.readable}
            className={`entry${index === active ? " active" : ""}`}
            onClick={() => {
              setActive(index);
              if (entry.readable) onOpen(entry.handle);
            }}
          >
            {entry.readable ? (
              <Folder className="icon" aria-hidden />
            ) : (
              <FolderLock className="icon" aria-hidden />
            )}
            <span className="name">{entry.name}</span>
            <span className="hint">
              {entry.readable ? (entry.photos ? t("hasPhotos") : "") : t("locked")}
            </span>
            {entry.readable && <ChevronRight className="icon s14" aria-hidden />}
          </div>
        ))}
      </div>
      {folders.length === 0 && <p className="blank over">{t("empty")}</p>}
      {folder.more && <p className="blank t-12">{t("moreFolders")}</p>}
    </>
  );
}
