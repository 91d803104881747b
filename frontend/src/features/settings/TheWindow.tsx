import { useTranslation } from "react-i18next";
import type { Desktop, DesktopChanges } from "@/platform";
import { Choice } from "./Choice";
import { Section } from "./Section";
import { Updates } from "./Updates";
import { changeWindow, useWindowSettings } from "./windowSettings";

/** How Keepers' own window behaves. What this system cannot do is not offered. */
export function TheWindow({ window }: { window: Desktop }) {
  const { t } = useTranslation("settings");
  const { data, error } = useWindowSettings(window);
  if (error) return <Section title={t("window.title")}>{t("window.unknown")}</Section>;
  if (!data) return null;
  const change = (changes: DesktopChanges) => void changeWindow(window, changes);
  return (
    <Section title={t("window.title")}>
      {data.hasTray && (
        <Choice
          label={t("window.tray")}
          words={t("window.trayWords")}
          checked={data.closeToTray}
          onChange={(closeToTray) => change({ closeToTray })}
        />
      )}
      {data.canOpenAtLogin && (
        <Choice
          label={t("window.login")}
          words={data.hasTray ? t("window.loginTrayWords") : t("window.loginWords")}
          checked={data.openAtLogin}
          onChange={(openAtLogin) => change({ openAtLogin })}
        />
      )}
      <Choice
        label={t("window.notify")}
        words={t("window.notifyWords")}
        checked={data.notifyWhenDone}
        onChange={(notifyWhenDone) => change({ notifyWhenDone })}
      />
      {data.canUpdate && (
        <Updates
          window={window}
          on={data.checkForUpdates}
          onChange={(checkForUpdates) => change({ checkForUpdates })}
        />
      )}
    </Section>
  );
}
