import { useQuery } from "@tanstack/react-query";
import { Folder, FolderOpen, Image } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { ApiError, api, call, keys, queryClient } from "@/api";
import { Button } from "@/ui";
import { StepTitle } from "./StepTitle";

interface ChooseFoldersProps {
  onNext: () => void;
  onDemo: () => void;
  /** Called with the name of a folder that was taken in. */
  onAdded: (name: string) => void;
}

/** The first step: where photos are. They stay there. */
export function ChooseFolders({ onNext, onDemo, onAdded }: ChooseFoldersProps) {
  const { t } = useTranslation("first-run");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const roots = useQuery({
    queryKey: keys.roots,
    queryFn: () => call(api.GET("/api/v1/roots")),
    refetchInterval: 2_000,
  });
  const places = useQuery({
    queryKey: keys.folders(null),
    queryFn: () => call(api.GET("/api/v1/folders")),
    staleTime: 10_000,
  });
  const chosen = roots.data?.roots ?? [];
  const pictures = places.data?.places.find((place) => place.kind === "pictures");
  const suggested =
    pictures && !chosen.some((root) => root.path === pictures.path) ? pictures : null;

  const attempt = async (sentence: (detail: string) => string, act: () => Promise<void>) => {
    setBusy(true);
    setWrong("");
    try {
      await act();
    } catch (error) {
      setWrong(sentence(error instanceof ApiError ? error.message : "").trim());
    }
    setBusy(false);
  };
  const add = (folder: { handle: string; name: string }) =>
    attempt(
      (detail) => t("folders.failed", { name: folder.name, detail }),
      async () => {
        const root = await call(api.POST("/api/v1/roots", { body: { handle: folder.handle } }));
        onAdded(root.label);
        void queryClient.invalidateQueries({ queryKey: keys.roots });
        void queryClient.invalidateQueries({ queryKey: keys.status });
      },
    );
  const choose = () =>
    void runAction("folders.choose", {
      title: t("folders.add"),
      words: t("folders.stay"),
      use: (name: string) => t("folders.use", { name }),
      onChoose: (folder: { handle: string; name: string }) => void add(folder),
    });
  const demo = () =>
    attempt(
      (detail) => t("failed.demo", { detail }),
      async () => {
        await call(api.POST("/api/v1/demo"));
        void queryClient.invalidateQueries({ queryKey: keys.status });
        onDemo();
      },
    );

  return (
    <>
      <StepTitle lede={t("folders.lede")}>{t("folders.title")}</StepTitle>
      {(chosen.length > 0 || suggested) && (
        <ul className="list chosen" aria-label={t("folders.chosen")}>
          {chosen.map((root) => (
            <li key={root.id} className="list-row">
              <Folder className="icon" aria-hidden />
              <div className="body-text">
                {root.label}
                <p className="sub path">{root.path}</p>
              </div>
              <span className="t-12 ink-2 num">
                {root.assets === 0 && root.scanned_at === null
                  ? t("folders.looking")
                  : t("folders.found", { count: root.assets })}
              </span>
            </li>
          ))}
          {suggested && (
            <li className="list-row">
              <Image className="icon" aria-hidden />
              <div className="body-text">
                {suggested.name}
                <p className="sub path">{suggested.path}</p>
              </div>
              <Button size="sm" disabled={busy} onClick={() => void add(suggested)}>
                {t("folders.use", { name: suggested.name })}
              </Button>
            </li>
          )}
        </ul>
      )}
      {wrong !== "" && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="go">
        {chosen.length > 0 ? (
          <>
            <Button look="primary" size="lg" onClick={onNext}>
              {t("folders.next")}
            </Button>
            <Button look="ghost" size="lg" icon={FolderOpen} disabled={busy} onClick={choose}>
              {t("folders.addAnother")}
            </Button>
          </>
        ) : (
          <>
            <Button look="primary" size="lg" icon={FolderOpen} disabled={busy} onClick={choose}>
              {t("folders.add")}
            </Button>
            <Button look="ghost" size="lg" disabled={busy} onClick={() => void demo()}>
              {t("folders.demo")}
            </Button>
          </>
        )}
      </div>
      {chosen.length === 0 && <p className="demo t-12 ink-3">{t("folders.demoWords")}</p>}
    </>
  );
}
