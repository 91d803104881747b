import { useTranslation } from "react-i18next";
import { Slider, Stepper, Switch } from "@/ui";
import { ask, isNormal, NORMAL, type Wish } from "./wish";

const MOST_A_DAY = 100;

interface PicksPanelProps {
  wish: Wish;
  leftOut: number | null;
  onLookThrough: () => void;
  lookingThrough: boolean;
}

/** What matters, balance, and what was left out. */
export function PicksPanel({ wish, leftOut, onLookThrough, lookingThrough }: PicksPanelProps) {
  const { t } = useTranslation("picks");
  const slide = (name: keyof Wish["sliders"]) => (value: number) =>
    ask({ sliders: { ...wish.sliders, [name]: value } });
  return (
    <aside className="picks-panel" aria-label={t("panel.name")}>
      <div className="top">
        <h2>{t("panel.name")}</h2>
        <button
          type="button"
          className="link t-12 push"
          aria-label={t("panel.resetName")}
          disabled={isNormal(wish)}
          onClick={() => ask(NORMAL)}
        >
          {t("panel.reset")}
        </button>
      </div>
      <div>
        <Dial
          name={t("panel.sharpness")}
          value={wish.sliders.sharpness}
          onChange={slide("sharpness")}
        />
        <Dial name={t("panel.light")} value={wish.sliders.light} onChange={slide("light")} />
        <Dial
          name={t("panel.composition")}
          value={wish.sliders.composition}
          onChange={slide("composition")}
        />
        <Dial
          name={t("panel.variety")}
          value={wish.variety}
          onChange={(variety) => ask({ variety })}
        />
      </div>
      <div>
        <h2 className="tight">{t("panel.balance")}</h2>
        <div className="opt">
          {t("panel.perDay")}
          <Stepper
            className="push"
            label={t("panel.perDay")}
            fewer={t("panel.fewerADay")}
            more={t("panel.moreADay")}
            value={wish.perDay ?? 0}
            min={0}
            max={MOST_A_DAY}
            {...(wish.perDay === null ? { text: t("panel.auto") } : {})}
            onChange={(perDay) => ask({ perDay: perDay === 0 ? null : perDay })}
          />
        </div>
        <div className="opt">
          <Switch
            label={t("panel.perMonth")}
            checked={wish.balanceMonths}
            onChange={(balanceMonths) => ask({ balanceMonths })}
          >
            {t("panel.perMonth")}
          </Switch>
        </div>
        <div className="opt">
          <Switch
            label={t("panel.oneOfStack")}
            checked={wish.onePerStack}
            onChange={(onePerStack) => ask({ onePerStack })}
          >
            {t("panel.oneOfStack")}
          </Switch>
        </div>
      </div>
      {leftOut !== null && (
        <div>
          <h2 className="tight">{t("panel.leftOut")}</h2>
          <p className="ink-2 num">
            {t("panel.leftOutCount", { count: leftOut })}{" "}
            {leftOut > 0 && (
              <button
                type="button"
                className="link"
                aria-pressed={lookingThrough}
                onClick={onLookThrough}
              >
                {lookingThrough ? t("left.back") : t("panel.lookThrough")}
              </button>
            )}
          </p>
        </div>
      )}
      <p className="foot t-12 ink-3">{t("panel.foot")}</p>
    </aside>
  );
}

function Dial({
  name,
  value,
  onChange,
}: {
  name: string;
  value: number;
  onChange: (value: number) => void;
}) {
  const { t } = useTranslation("picks");
  const word = t(`amount.${amount(value)}`);
  return (
    <div className="dial">
      {name}
      <span className="word" aria-hidden>
        {word}
      </span>
      <Slider
        label={name}
        value={value}
        valueText={word}
        min={0}
        max={4}
        step={0.1}
        onChange={onChange}
      />
    </div>
  );
}

/** "Not at all" is said only where a slider truly does nothing. */
function amount(value: number): "0" | "1" | "2" | "3" | "4" {
  if (value === 0) return "0";
  if (value < 1.5) return "1";
  if (value < 2.5) return "2";
  return value < 3.5 ? "3" : "4";
}
