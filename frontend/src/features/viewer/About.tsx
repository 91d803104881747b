import { CircleMinus, HardDrive, Layers, Lock, Unplug, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { media, type Schemas } from "@/api";
import { bytes, exposure, momentLong, offsetName } from "@/domain/format";
import { locale } from "@/i18n";
import { IconButton } from "@/ui";
import { lookWords } from "./lookWords";

type Asset = Schemas["AssetDto"];

const SOURCES = [
  "exif_original",
  "exif_digitized",
  "exif_modified",
  "gps",
  "file_name",
  "file_modified",
] as const;
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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function When({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  const source = SOURCES.find((one) => one === asset.capture_source);
  const words = t(`source.${source ?? "other"}`);
  return (
    <Section title={t("about.when")}>
      <p className="num">
        {momentLong(asset.capture_time, locale())}{" "}
        {asset.capture_offset_min !== null && asset.capture_source.startsWith("exif") && (
          <span className="ink-3">{offsetName(asset.capture_offset_min)}</span>
        )}
      </p>
      {words !== "" && <p className="t-12 ink-3">{words}</p>}
    </Section>
  );
}

function Looks({ asset }: { asset: Asset }) {
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

function Alike({ asset, onGo }: { asset: Asset; onGo: (id: number) => void }) {
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
            <img src={media.url(id, 256)} alt="" loading="lazy" draggable={false} />
          </button>
        ))}
      </div>
    </Section>
  );
}

function Camera({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  const trim = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 });
  const facts = [
    asset.focal_mm === null ? "" : `${trim.format(asset.focal_mm)} mm`,
    asset.f_number === null ? "" : `f/${trim.format(asset.f_number)}`,
    asset.exposure_s === null ? "" : exposure(asset.exposure_s, locale()),
    asset.iso === null ? "" : `ISO ${asset.iso}`,
  ].filter(Boolean);
  const size = asset.files[0]?.size;
  const file = [
    asset.name,
    asset.width !== null && asset.height !== null ? `${asset.width} × ${asset.height}` : "",
    size === undefined ? "" : bytes(size, locale()),
  ].filter(Boolean);
  const shot = asset.camera !== null || facts.length > 0;
  return (
    <Section title={shot ? t("about.camera") : t("about.file")}>
      {shot && (
        <p className="num">
          {asset.camera ?? t("about.noCamera")}{" "}
          <span className="ink-3">{facts.map((fact) => `· ${fact}`).join(" ")}</span>
        </p>
      )}
      {asset.lens !== null && <p className="ink-3">{asset.lens}</p>}
      <p className="ink-3 num wrap">{file.join(" · ")}</p>
    </Section>
  );
}

function degrees(value: number, positive: string, negative: string): string {
  const trim = new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  return `${trim.format(Math.abs(value))}° ${value < 0 ? negative : positive}`;
}

function Files({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  return (
    <Section title={t("about.files")}>
      <div className="copies">
        {asset.files.map((file) => {
          const away = !file.root_online;
          const Icon = away ? Unplug : HardDrive;
          return (
            <div className="list-row" key={file.id}>
              <Icon className="icon" aria-hidden />
              <div className="body">
                {file.root_label}
                <p className="sub wrap">{file.rel_path}</p>
                {(away || !file.present) && (
                  <p className="sub">{away ? t("about.filesOffline") : t("about.filesMissing")}</p>
                )}
              </div>
            </div>
          );
        })}
      </div>
    </Section>
  );
}

/** What is known of the photo: words first, numbers when asked. */
export function About({
  asset,
  onClose,
  onGo,
}: {
  asset: Asset | undefined;
  onClose: () => void;
  onGo: (id: number) => void;
}) {
  const { t } = useTranslation("viewer");
  return (
    <aside className="drawer" aria-label={t("about.title")}>
      <div className="toolbar">
        <h2 className="t-15 title">{t("about.title")}</h2>
        <span className="push" />
        <IconButton icon={X} label={t("closeInfo")} keys="i" onClick={onClose} />
      </div>
      {asset && (
        <>
          <When asset={asset} />
          {asset.latitude !== null && asset.longitude !== null && (
            <Section title={t("about.where")}>
              <p className="num">
                {degrees(asset.latitude, "N", "S")}, {degrees(asset.longitude, "E", "W")}
              </p>
            </Section>
          )}
          <Looks asset={asset} />
          <Alike asset={asset} onGo={onGo} />
          <Camera asset={asset} />
          <Files asset={asset} />
        </>
      )}
    </aside>
  );
}
