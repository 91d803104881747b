import { useId } from "react";
import { useTranslation } from "react-i18next";
import { MODES, type Mode } from "./spec";

/** Copies or links: three choices, each with what it means. */
export function Modes({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const { t } = useTranslation("exports");
  const id = useId();
  return (
    <fieldset>
      <legend>{t("how")}</legend>
      {MODES.map((one) => (
        <label key={one} className={`choice${one === mode ? " on" : ""}`}>
          <input
            type="radio"
            name={`${id}-mode`}
            value={one}
            checked={one === mode}
            onChange={() => onMode(one)}
            aria-describedby={`${id}-${one}`}
          />
          <span className={`radio${one === mode ? " on" : ""}`} />
          <b>{t(`mode.${one}`)}</b>
          <span className="fact">{t(`mode.${one}Fact`)}</span>
          <p id={`${id}-${one}`}>{t(`mode.${one}Words`)}</p>
        </label>
      ))}
    </fieldset>
  );
}
