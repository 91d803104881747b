import { FileWarning, FolderX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, keys, queryClient } from "@/api";
import { toast } from "@/app/toasts";
import { Button } from "@/ui";
import { refreshJobs, useProblems } from "./queries";
import { useWords } from "./words";

// More than these are shown when asked for, so that the rest of the page stays near.
const FEW = 5;

/** Files that could not be read: each once, where it lies, and why in words. */
export function Problems() {
  const { t } = useTranslation("activity");
  const words = useWords();
  const pages = useProblems();
  const [trying, setTrying] = useState(false);
  const [all, setAll] = useState(false);
  const first = pages.data?.pages[0];
  if (!first || (first.total === 0 && first.folders.length === 0)) return null;
  const files = pages.data?.pages.flatMap((page) => page.problems) ?? [];

  const retry = async () => {
    setTrying(true);
    try {
      const { retried } = await call(api.POST("/api/v1/problems/retry"));
      toast(t("problems.retried", { count: retried }));
    } catch (error) {
      toast(t("act.failed", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    setTrying(false);
    void queryClient.invalidateQueries({ queryKey: keys.problems });
    await refreshJobs();
  };
  const where = (root: string, folder: string) => [root, folder].filter(Boolean).join(" / ");

  return (
    <section aria-labelledby="problems">
      <div className="section-head">
        <h2 id="problems" className="t-15 title num">
          {first.total > 0
            ? t("problems.title", { count: first.total })
            : t("problems.foldersTitle", { count: first.folders.length })}
        </h2>
        {first.total > 0 && (
          <Button size="sm" className="push" disabled={trying} onClick={() => void retry()}>
            {t("problems.retryAll")}
          </Button>
        )}
      </div>
      <p className="lede">{t("problems.lede", { count: first.total || first.folders.length })}</p>
      <ul className="list">
        {first.folders.map((folder) => (
          <li key={`${folder.root_label}/${folder.folder}`} className="list-row">
            <FolderX className="icon" aria-hidden />
            <div className="body">
              <span className="file-name">{where(folder.root_label, folder.folder)}</span>
              <p className="sub">{words.reason(folder.code)}</p>
            </div>
          </li>
        ))}
        {(all ? files : files.slice(0, FEW)).map((file) => (
          <li key={file.file_id} className="list-row">
            <FileWarning className="icon" aria-hidden />
            <div className="body">
              <span className="file-name">{file.name}</span>
              <p className="sub">
                {words.reason(file.code)}{" "}
                {t("problems.in", { folder: where(file.root_label, file.folder) })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {!all && files.length > FEW && (
        <Button className="more" onClick={() => setAll(true)}>
          {t("problems.showAll", { count: first.total })}
        </Button>
      )}
      {all && pages.hasNextPage && (
        <Button
          className="more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("problems.more")}
        </Button>
      )}
    </section>
  );
}
