import { PackageOpen, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions/registry";
import { api, call, useEvent, type Schemas } from "@/api";
import { targets } from "@/app/selection";
import { dismissToast, toast } from "@/app/toasts";
import { ExportDialog } from "./ExportDialog";
import { ExportProgress } from "./ExportProgress";
import { LibraryDialog } from "./LibraryDialog";
import {
  isCopy,
  isExport,
  isLibrary,
  isOver,
  isQuestion,
  outcomeOf,
  type ExportQuestion,
} from "./spec";
import "./exports.css";

type Job = Schemas["JobDto"];

/** Answers "export.selection" and "export.photos", and tells how exports go while people do other things. */
export default function ExportsHost() {
  const { t } = useTranslation("exports");
  const [question, setQuestion] = useState<ExportQuestion | null>(null);
  const [all, setAll] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const quiet = useRef(new Set<number>());

  const show = (one: Job) => {
    dismissToast(toastId(one.id));
    setJob(one);
    setShown(one.id);
  };
  const started = async (id: number) => {
    setQuestion(null);
    setAll(false);
    setShown(id);
    // Without an answer the events still tell how it goes.
    const { jobs } = await call(
      api.GET("/api/v1/jobs", { params: { query: { limit: 20 } } }),
    ).catch(() => ({ jobs: [] as Job[] }));
    const found = jobs.find((one) => one.id === id);
    if (found) setJob((now) => (now?.id === id && isOver(now) ? now : found));
  };

  const over = (one: Job): string => {
    if (one.state === "failed") return t("toast.failed");
    if (isLibrary(one)) return t("library.toast");
    const { count } = outcomeOf(one);
    return isCopy(one) ? t("toast.copied", { count }) : t("toast.linked", { count });
  };

  useEvent("job", (changed) => {
    if (!isExport(changed)) return;
    if (changed.id === shown) {
      setJob(changed);
      if (isOver(changed)) quiet.current.add(changed.id);
      return;
    }
    // An event may come more than once for a job that is over.
    if (quiet.current.has(changed.id)) return;
    const action = { label: t("toast.show"), run: () => show(changed) };
    if (isOver(changed)) {
      quiet.current.add(changed.id);
      if (changed.state === "cancelled") dismissToast(toastId(changed.id));
      else toast(over(changed), { id: toastId(changed.id), actions: [action] });
    } else if (changed.state === "running" && changed.total !== null) {
      const facts = { done: changed.done, total: changed.total };
      toast(t("toast.progress", facts), { id: toastId(changed.id), stay: true, actions: [action] });
    }
  });

  useEffect(() => {
    if (shown !== null) dismissToast(toastId(shown));
  }, [shown]);

  useActions([
    {
      id: "export.selection",
      group: "photo",
      icon: Upload,
      keys: ["mod+e"],
      menu: ["photo"],
      title: () => t("title", { count: Math.max(1, targets().length) }),
      when: () => targets().length > 0,
      run: () => setQuestion({ ids: targets() }),
    },
    {
      id: "export.library",
      group: "app",
      icon: PackageOpen,
      title: () => t("library.action"),
      run: () => setAll(true),
    },
    {
      id: "export.photos",
      group: "photo",
      quiet: true,
      title: () => t("actions.export"),
      run: (args) => {
        if (isQuestion(args)) setQuestion(args);
      },
    },
  ]);

  if (question)
    return (
      <ExportDialog
        question={question}
        onClose={() => setQuestion(null)}
        onStarted={(id) => void started(id)}
      />
    );
  if (all)
    return <LibraryDialog onClose={() => setAll(false)} onStarted={(id) => void started(id)} />;
  if (shown !== null)
    return <ExportProgress job={job?.id === shown ? job : null} onClose={() => setShown(null)} />;
  return null;
}

const toastId = (job: number) => `export-${job}`;
