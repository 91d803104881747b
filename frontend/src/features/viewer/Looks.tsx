import { CircleMinus, Layers, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { media, type Schemas } from "@/api";
import { locale } from "@/i18n";
import { Thumb } from "@/ui";
import { lookWords } from "./lookWords";
import { Section } from "./Section";

type Asset = Schemas["AssetDto"];

const VALUES = [
  "score",
  "sharpness",
  "light",
  "composition",
  "noise",
  "brightness",
  "contrast",
  "colourfulness",
  "tilt_deg",
] as const;

/** What the measures say, in words first; numbers when asked. */
export function Looks({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  const { measures, stack } = asset;
  const number = new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  if (!measures)
    return (
      <Section title={t("about.looks")}>
        <p className="ink-2">{t("about.notLooked")}</p>
      </Section>
    );
  return (
    <Section title={t("about.looks")}>
      <ul className="reasons">
        {asset.pick !== null && (
          <li>
            {asset.pick === "in" ? (
              <Lock className="icon keep" aria-hidden />
            ) : (
              <CircleMinus className="icon" aria-hidden />
            )}
            {asset.pick === "in" ? t("about.lockedIn") : t("about.leftOut")}
          </li>
        )}
        {lookWords(t, measures).map(({ icon: Icon, words }) => (
          <li key={words}>
            <Icon className="icon" aria-hidden />
            {words}
          </li>
        ))}
        {stack && stack.members.length > 1 && (
          <li>
            <Layers className="icon" aria-hidden />
            {stack.best === asset.id
              ? t("about.best", { count: stack.members.length })
              : t("about.other", { count: stack.members.length })}
          </li>
        )}
      </ul>
      <details className="exact">
        <summary className="link t-12">{t("about.exact")}</summary>
        <dl className="num">
          {VALUES.map((key) => {
            const value = measures[key];
            const written = value === null ? t("value.none") : number.format(value);
            return (
              <div key={key}>
                <dt>{t(`value.${key}`)}</dt>
                <dd>
                  {key === "tilt_deg" && value !== null
                    ? t("value.degrees", { value: written })
                    : written}
                </dd>
              </div>
            );
          })}
        </dl>
      </details>
    </Section>
  );
}

/** The photos much like this one, the best of them marked. */
export function Alike({ asset, onGo }: { asset: Asset; onGo: (id: number) => void }) {
  const { t } = useTranslation("viewer");
  const { stack } = asset;
  if (!stack || stack.members.length < 2) return null;
  const total = stack.members.length;
  return (
    <Section title={stack.kind === "burst" ? t("about.burst", { count: total }) : t("about.alike")}>
      <div className="alike">
        {stack.members.map((id, index) => (
          <button
            key={id}
            type="button"
            className={id === stack.best ? "best" : ""}
            aria-current={id === asset.id ? "true" : undefined}
            aria-label={
              id === stack.best
                ? t("about.memberBest")
                : t("about.member", { at: index + 1, total })
            }
            onClick={() => onGo(id)}
          >
            <Thumb src={media.url(id, 256)} loading="lazy" />
          </button>
        ))}
      </div>
    </Section>
  );
}
