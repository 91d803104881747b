import {
  Activity,
  Bookmark,
  FolderSearch,
  Heart,
  Images,
  Keyboard,
  Lock,
  MonitorCog,
  Moon,
  Redo2,
  Search,
  Settings,
  Sun,
  Undo2,
  Users,
  CircleMinus,
} from "lucide-react";
import { useActions, type Action } from "@/actions/registry";
import { openKeySheet, openPalette } from "@/actions/views";
import { i18n } from "@/i18n";
import { desktop, type Desktop } from "@/platform";
import { fileManager } from "@/ui";
import { isFavourite, setFavourite, setVerdict } from "./marks";
import { targets } from "./selection";
import { toast } from "./toasts";
import { setTheme, themeStore, type Theme } from "./theme";
import { redoLast, undoLast, undoStore } from "./undo";

const t = i18n.t.bind(i18n);

const theme = (value: Theme, icon: NonNullable<Action["icon"]>, title: () => string): Action => ({
  id: `theme.${value}`,
  group: "view",
  icon,
  title,
  menu: ["more"],
  checked: () => themeStore.getState().theme === value,
  run: () => setTheme(value),
});

async function reveal(window: Desktop, id: number | undefined) {
  if (id === undefined) return;
  try {
    await window.revealPhoto(id);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    toast(t("actions:notRevealed", { detail }).trim(), { id: "reveal" });
  }
}

/** Commands that are there on every screen. */
export function useAppActions(go: (path: string) => void): void {
  const window = desktop();
  const allFavourite = () => targets().length > 0 && targets().every(isFavourite);
  // In the list of keys a command is named also where it has nothing to act on.
  const count = () => Math.max(1, targets().length);
  useActions([
    {
      id: "go.photos",
      group: "go",
      icon: Images,
      title: () => t("actions:goPhotos"),
      keys: ["g"],
      run: () => go("/"),
    },
    {
      id: "go.picks",
      group: "go",
      icon: Bookmark,
      title: () => t("actions:goPicks"),
      keys: ["p"],
      run: () => go("/picks"),
    },
    {
      id: "go.people",
      group: "go",
      icon: Users,
      title: () => t("actions:goPeople"),
      keys: ["o"],
      run: () => go("/people"),
    },
    {
      id: "go.activity",
      group: "go",
      icon: Activity,
      title: () => t("actions:goActivity"),
      run: () => go("/activity"),
    },
    {
      id: "go.settings",
      group: "app",
      icon: Settings,
      order: 8,
      title: () => t("actions:goSettings"),
      keys: ["mod+,"],
      menu: ["more"],
      run: () => go("/settings"),
    },
    {
      id: "photos.favourite",
      group: "photo",
      icon: Heart,
      keys: ["f"],
      menu: ["photo"],
      when: () => targets().length > 0,
      title: () =>
        allFavourite()
          ? t("actions:unfavourite", { count: count() })
          : t("actions:favourite", { count: count() }),
      run: () => setFavourite(targets(), !allFavourite()),
    },
    {
      id: "photos.lockIn",
      group: "photo",
      icon: Lock,
      menu: ["photo"],
      when: () => targets().length > 0,
      title: () => t("actions:lockIn", { count: count() }),
      run: () => setVerdict(targets(), "in"),
    },
    {
      id: "photos.leaveOut",
      group: "photo",
      icon: CircleMinus,
      menu: ["photo"],
      when: () => targets().length > 0,
      title: () => t("actions:leaveOut", { count: count() }),
      run: () => setVerdict(targets(), "out"),
    },
    ...(window === null
      ? []
      : [
          {
            id: "photo.reveal",
            group: "photo",
            icon: FolderSearch,
            keys: ["mod+shift+r"],
            menu: ["photo"],
            when: () => targets().length === 1,
            title: () => t(`actions:reveal.${fileManager()}`),
            run: () => reveal(window, targets()[0]),
          } satisfies Action,
        ]),
    {
      id: "edit.undo",
      group: "edit",
      icon: Undo2,
      keys: ["mod+z"],
      title: () => {
        const what = undoStore.getState().done.at(-1)?.label;
        return what === undefined ? t("actions:undo") : t("actions:undoWhat", { what });
      },
      run: undoLast,
    },
    {
      id: "edit.redo",
      group: "edit",
      icon: Redo2,
      keys: ["mod+shift+z", "mod+y"],
      when: () => undoStore.getState().undone.length > 0,
      title: () => {
        const what = undoStore.getState().undone.at(-1)?.label;
        return what === undefined ? t("actions:redo") : t("actions:redoWhat", { what });
      },
      run: redoLast,
    },
    theme("system", MonitorCog, () => t("actions:themeSystem")),
    theme("light", Sun, () => t("actions:themeLight")),
    theme("dark", Moon, () => t("actions:themeDark")),
    {
      id: "app.palette",
      group: "app",
      icon: Search,
      keys: ["mod+k"],
      everywhere: true,
      quiet: true,
      title: () => t("actions:palette"),
      run: openPalette,
    },
    {
      id: "app.keys",
      group: "app",
      icon: Keyboard,
      keys: ["?"],
      order: 9,
      menu: ["more"],
      title: () => t("actions:keys"),
      run: openKeySheet,
    },
  ]);
}
