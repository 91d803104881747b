import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys, queryClient } from "@/api";
import type { Desktop, Update } from "@/platform";
import { Button } from "@/ui";
import { Choice } from "./Choice";
import { tellWrong } from "./windowSettings";

interface UpdatesProps {
  window: Desktop;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Whether newer versions are looked for, and looking now. */
export function Updates({ window, on, onChange }: UpdatesProps) {
  const { t } = useTranslation("settings");
  const [busy, setBusy] = useState<"checking" | "installing" | null>(null);
  const [found, setFound] = useState<Update | null>(null);

  const during = async (what: "checking" | "installing", act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
    } catch (error) {
      tellWrong(error);
    }
    setBusy(null);
  };
  const check = () =>
    during("checking", async () => {
      setFound(null);
      try {
        setFound(await window.checkForUpdate());
      } finally {
        // Asked for or not answered: the ledger has a line more.
        void queryClient.invalidateQueries({ queryKey: keys.network });
      }
    });
  const available = found?.state === "available" ? found : null;

  return (
    <>
      <Choice
        label={t("updates.look")}
        words={t("updates.lookWords")}
        checked={on}
        onChange={onChange}
      />
      <div className="line">
        <p className="ink-2" role="status">
          {busy !== null
            ? t(`updates.${busy}`)
            : available
              ? t("updates.available", { version: available.version })
              : found
                ? t("updates.none")
                : ""}
        </p>
        {available ? (
          <Button
            look="primary"
            disabled={busy !== null}
            onClick={() => void during("installing", () => window.installUpdate())}
          >
            {t("updates.install")}
          </Button>
        ) : (
          <Button disabled={busy !== null} onClick={() => void check()}>
            {t("updates.now")}
          </Button>
        )}
      </div>
      {available && (
        <div className="news">
          {available.notes !== "" && <p className="notes">{available.notes}</p>}
          <p className="ink-3">{t("updates.installWords")}</p>
        </div>
      )}
    </>
  );
}
