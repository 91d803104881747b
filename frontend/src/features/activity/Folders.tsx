import { Folder, FolderPlus, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { api, call } from "@/api";
import { toast } from "@/app/toasts";
import { Button } from "@/ui";
import { refreshJobs, useRoots } from "./queries";
import { useWords, whenWords } from "./words";

/** The folders of the library, and what it means when one is not connected. */
export function Folders() {
  const { t } = useTranslation("activity");
  const words = useWords();
  const { data } = useRoots();
  if (!data) return null;

  const rescan = async (root_id: number) => {
    try {
      await call(api.POST("/api/v1/roots/{root_id}/rescan", { params: { path: { root_id } } }));
    } catch (error) {
      toast(t("act.failed", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    await refreshJobs();
  };

  return (
    <section aria-labelledby="folders">
      <div className="section-head">
        <h2 id="folders" className="t-15 title">
          {t("folders.title")}
        </h2>
        <Button
          size="sm"
          icon={FolderPlus}
          className="push"
          onClick={() => void runAction("folders.add")}
        >
          {t("folders.add")}
        </Button>
      </div>
      <ul className="list">
        {data.roots.map((root) => {
          const away = root.state === "offline";
          const Icon = away ? Unplug : Folder;
          const scanned =
            root.scanned_at === null
              ? t("folders.neverScanned")
              : t("folders.scanned", { when: whenWords(root.scanned_at) });
          return (
            <li key={root.id} className="list-row">
              <Icon className="icon" aria-hidden />
              <div className="body">
                <span title={root.path}>{root.label}</span>
                <p className="sub num">
                  {away
                    ? words.offline(root.offline_reason, root.assets)
                    : `${t("folders.photos", { count: root.assets })}. ${scanned}.`}
                </p>
              </div>
              <button
                type="button"
                className="link t-12"
                aria-label={t("folders.rescanName", { name: root.label })}
                onClick={() => void rescan(root.id)}
              >
                {t("folders.rescan")}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
