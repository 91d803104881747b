import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useStore } from "zustand";
import { connection } from "@/api";
import { Progress } from "@/ui";
import { statusQuery } from "./status";
import { statusWords } from "./statusWords";

/** What the machine is doing, in one thought and the time left; opens Activity. */
export function StatusLine() {
  const { t } = useTranslation("shell");
  const online = useStore(connection.store, (state) => state.online);
  const { data } = useQuery(statusQuery);
  if (!online)
    return (
      <p className="status" role="status">
        {t("status.offline")}
        <small>{t("status.offlineWords")}</small>
      </p>
    );
  if (!data) return <p className="status" />;
  const words = statusWords(t, data);
  return (
    <Link className="status num" to="/activity" title={t("status.open")}>
      {words.progress !== undefined && (
        <Progress value={words.progress} label={t("status.progress")} />
      )}
      {words.main}
      {words.sub !== "" && <small>{words.sub}</small>}
    </Link>
  );
}
