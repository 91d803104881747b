import { useQuery } from "@tanstack/react-query";
import { Folder, FolderPlus, LibraryBig, PackageOpen, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { runAction } from "@/actions/registry";
import { api, call, keys } from "@/api";
import { heldWords } from "@/app/heldWords";
import { statusQuery } from "@/app/status";
import type { Desktop } from "@/platform";
import { Button, fileManager } from "@/ui";
import { Section } from "./Section";
import { tellWrong, useWindowSettings } from "./windowSettings";

/** Where the library is, and the folders it looks at. */
export function Library({ window }: { window: Desktop | null }) {
  const { t } = useTranslation(["settings", "actions"]);
  const { data: status } = useQuery(statusQuery);
  const { data: own } = useWindowSettings(window);
  const act = (doing: Promise<unknown>) => void doing.catch(tellWrong);
  return (
    <Section title={t("library.title")}>
      <p className="lede">{t("library.words")}</p>
      {status && (
        <div className="list-row">
          <LibraryBig className="icon" aria-hidden />
          <div className="body">
            <span className="path">{status.library_path}</span>
            <p className="sub num">
              {status.films > 0
                ? heldWords({ photos: status.assets - status.films, films: status.films })
                : t("library.photos", { count: status.assets })}
            </p>
          </div>
        </div>
      )}
      {window && (
        <div className="buttons">
          <Button onClick={() => act(window.revealLibrary())}>
            {t(`actions:reveal.${fileManager()}`)}
          </Button>
          <Button look="ghost" onClick={() => act(window.chooseLibrary())}>
            {t("library.choose")}
          </Button>
          {typeof own?.library === "string" && (
            <Button look="ghost" onClick={() => act(window.useUsualLibrary())}>
              {t("library.usual")}
            </Button>
          )}
        </div>
      )}
      <Folders />
      <div className="section-head">
        <h3>{t("along.title")}</h3>
        <Button size="sm" icon={PackageOpen} onClick={() => runAction("export.library")}>
          {t("along.go")}
        </Button>
      </div>
      <p className="ink-3">{t("along.words")}</p>
    </Section>
  );
}

function Folders() {
  const { t } = useTranslation("settings");
  const { data } = useQuery({
    queryKey: keys.roots,
    queryFn: () => call(api.GET("/api/v1/roots")),
  });
  if (!data) return null;
  return (
    <>
      <div className="section-head">
        <h3>{t("folders.title")}</h3>
        <Button size="sm" icon={FolderPlus} onClick={() => runAction("folders.add")}>
          {t("folders.add")}
        </Button>
      </div>
      <ul className="list">
        {data.roots.map((root) => {
          const away = root.state === "offline";
          const Icon = away ? Unplug : Folder;
          return (
            <li key={root.id} className="list-row">
              <Icon className="icon" aria-hidden />
              <div className="body">
                <span>{root.label}</span>
                <p className="sub num">
                  <span className="path">{root.path}</span> ·{" "}
                  {away ? t("folders.away") : t("folders.photos", { count: root.assets })}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
      <p className="ink-3">
        {data.roots.length === 0 ? t("folders.none") : t("folders.more")}{" "}
        <Link className="link" to="/activity">
          {t("folders.activity")}
        </Link>
      </p>
    </>
  );
}
