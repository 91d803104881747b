import { FolderPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions/registry";
import { ApiError, api, call, keys, queryClient } from "@/api";
import { toast } from "@/app/toasts";
import { isQuestion, type FolderQuestion } from "./choose";
import { FolderPicker } from "./FolderPicker";
import "./folders.css";

/** Answers "folders.choose" for the rest of the app, and "folders.add", which takes a folder into the library. */
export default function FoldersHost() {
  const { t } = useTranslation("folders");
  const [question, setQuestion] = useState<FolderQuestion | null>(null);

  const add = async (folder: { handle: string; name: string }, added?: (id: number) => void) => {
    try {
      const root = await call(api.POST("/api/v1/roots", { body: { handle: folder.handle } }));
      void queryClient.invalidateQueries({ queryKey: keys.roots });
      void queryClient.invalidateQueries({ queryKey: keys.status });
      added?.(root.id);
      toast(t("added", { name: root.label }), { id: "folder-added" });
    } catch (error) {
      const detail = error instanceof ApiError ? error.message : "";
      toast(t("notAdded", { name: folder.name, detail }).trim(), { id: "folder-added" });
    }
  };

  useActions([
    {
      id: "folders.choose",
      group: "app",
      quiet: true,
      title: () => t("choose"),
      run: (args) => {
        if (isQuestion(args)) setQuestion(args);
      },
    },
    {
      id: "folders.add",
      group: "app",
      icon: FolderPlus,
      menu: ["more"],
      title: () => t("addAction"),
      run: (args) => {
        const added = typeof args === "function" ? (args as (id: number) => void) : undefined;
        setQuestion({
          title: t("choose"),
          words: t("lede"),
          use: (name) => t("use", { name }),
          onChoose: (folder) => void add(folder, added),
        });
      },
    },
  ]);

  if (!question) return null;
  return (
    <FolderPicker
      question={question}
      onClose={() => setQuestion(null)}
      onUse={(folder) => {
        setQuestion(null);
        question.onChoose(folder);
      }}
    />
  );
}
