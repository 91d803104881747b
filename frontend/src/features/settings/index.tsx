import { useTranslation } from "react-i18next";
import { desktop } from "@/platform";
import { About } from "./About";
import { Appearance } from "./Appearance";
import { Library } from "./Library";
import { Models } from "./Models";
import { Privacy } from "./Privacy";
import { TheWindow } from "./TheWindow";
import { WhatYouAdd } from "./WhatYouAdd";
import "./settings.css";

/** How Keepers looks and behaves, where things are, and what left this computer. */
export default function SettingsScreen() {
  const { t } = useTranslation("settings");
  const window = desktop();
  return (
    <div className="settings">
      <div className="page">
        <h1 className="t-28">{t("title")}</h1>
        <Appearance />
        {window && <TheWindow window={window} />}
        <Library window={window} />
        <WhatYouAdd />
        <Models />
        <Privacy />
        <About window={window} />
      </div>
    </div>
  );
}
