import { FolderPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions/registry";
import { ApiError, api, call, keys, queryClient } from "@/api";
import { toast } from "@/app/toasts";
import { desktop, PlatformError } from "@/platform";
import { isQuestion, type FolderQuestion } from "./choose";
import { DropVeil } from "./DropVeil";
import { FolderPicker } from "./FolderPicker";
import "./folders.css";

type Added = (id: number) => void;

/**
 * Answers "folders.choose" for the rest of the app, and "folders.add", which takes a folder into the
 * library. Keepers' own window asks in the dialog of the system and takes dropped folders too.
 */
export default function FoldersHost() {
  const { t } = useTranslation("folders");
  const [question, setQuestion] = useState<FolderQuestion | null>(null);

  const add = async (folder: { handle: string; name: string }, added?: Added) => {
    try {
      const root = await call(api.POST("/api/v1/roots", { body: { handle: folder.handle } }));
      void queryClient.invalidateQueries({ queryKey: keys.roots });
      void queryClient.invalidateQueries({ queryKey: keys.status });
      added?.(root.id);
      toast(t("added", { name: root.label }), { id: `folder-added-${folder.handle}` });
    } catch (error) {
      const detail = error instanceof ApiError ? error.message : "";
      toast(t("notAdded", { name: folder.name, detail }).trim(), {
        id: `folder-added-${folder.handle}`,
      });
    }
  };

  const ask = async (asked: FolderQuestion) => {
    const window = desktop();
    if (!window) {
      setQuestion(asked);
      return;
    }
    try {
      const folder = await window.chooseFolder(asked.title);
      if (folder) asked.onChoose(folder);
    } catch (error) {
      const detail = error instanceof PlatformError ? error.message : "";
      toast(t("notChosen", { detail }).trim(), { id: "folder-chosen" });
    }
  };

  const addLatest = useRef(add);
  useEffect(() => {
    addLatest.current = add;
  });
  useEffect(
    () =>
      desktop()?.onFoldersDropped((folders) => {
        if (folders.length === 0) toast(t("notFolders"), { id: "folder-chosen" });
        for (const folder of folders) void addLatest.current(folder);
      }),
    [t],
  );

  useActions([
    {
      id: "folders.choose",
      group: "app",
      quiet: true,
      title: () => t("choose"),
      run: (args) => {
        if (isQuestion(args)) void ask(args);
      },
    },
    {
      id: "folders.add",
      group: "app",
      icon: FolderPlus,
      menu: ["more"],
      title: () => t("addAction"),
      run: (args) => {
        const added = typeof args === "function" ? (args as Added) : undefined;
        void ask({
          title: t("choose"),
          words: t("lede"),
          use: (name) => t("use", { name }),
          onChoose: (folder) => void add(folder, added),
        });
      },
    },
  ]);

  return (
    <>
      <DropVeil />
      {question && (
        <FolderPicker
          question={question}
          onClose={() => setQuestion(null)}
          onUse={(folder) => {
            setQuestion(null);
            question.onChoose(folder);
          }}
        />
      )}
    </>
  );
}
