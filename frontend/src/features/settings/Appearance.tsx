import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { lettersStore, setLetters } from "@/actions/letters";
import { setTheme, themeStore, type Theme } from "@/app/theme";
import { keyCaps, Segmented } from "@/ui";
import { Choice } from "./Choice";
import { Section } from "./Section";

/** Light or dark, and whether single keys do something. */
export function Appearance() {
  const { t } = useTranslation(["settings", "actions"]);
  const theme = useStore(themeStore, (state) => state.theme);
  const letters = useStore(lettersStore, (state) => state.on);
  const themes: readonly { value: Theme; label: string }[] = [
    { value: "system", label: t("actions:system") },
    { value: "light", label: t("actions:light") },
    { value: "dark", label: t("actions:dark") },
  ];
  return (
    <Section title={t("appearance.title")}>
      <div className="line">
        <span>{t("actions:theme")}</span>
        <Segmented label={t("actions:theme")} value={theme} onChange={setTheme} options={themes} />
      </div>
      <Choice
        label={t("actions:letters")}
        words={t("actions:lettersWords", { mod: keyCaps("mod") })}
        checked={letters}
        onChange={setLetters}
      />
    </Section>
  );
}
