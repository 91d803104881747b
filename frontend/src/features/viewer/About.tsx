import { X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { bytes, exposure, filmLength, momentLong, offsetName } from "@/domain/format";
import { locale } from "@/i18n";
import { IconButton } from "@/ui";
import { Files } from "./Files";
import { Alike, Looks } from "./Looks";
import { Section } from "./Section";

type Asset = Schemas["AssetDto"];

const SOURCES = [
  "sidecar",
  "exif_original",
  "film",
  "xmp_original",
  "xmp_created",
  "iptc_created",
  "exif_digitized",
  "xmp_digitized",
  "iptc_digitized",
  "takeout",
  "icloud",
  "exif_modified",
  "gps",
  "partial",
  "file_name",
  "scan",
  "messenger",
  "file_modified",
] as const;
/** Sources that know a zone of their own: the others' is the computer's. */
const ZONED = /^(?:exif|xmp|iptc)_|^sidecar$|^film$/;

function When({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  const source = SOURCES.find((one) => one === asset.capture_source);
  return (
    <Section title={t("about.when")}>
      <p className="num">
        {momentLong(asset.capture_time, locale())}{" "}
        {asset.capture_offset_min !== null && ZONED.test(asset.capture_source) && (
          <span className="ink-3">{offsetName(asset.capture_offset_min)}</span>
        )}
      </p>
      <p className="t-12 ink-3">{t(`source.${source ?? "other"}`)}</p>
    </Section>
  );
}

/** Facts in a line, the first as strong as it is given; a line breaks between them, never within one. */
function Facts({ first, rest }: { first: ReactNode; rest: readonly string[] }) {
  const all = [...(first === null ? [] : [first]), ...rest];
  return all.map((fact, index) => (
    <Fragment key={index}>
      <span className={typeof fact === "string" ? "fact" : undefined}>
        {fact}
        {index < all.length - 1 && <span className="ink-3"> ·</span>}
      </span>{" "}
    </Fragment>
  ));
}

function Camera({ asset }: { asset: Asset }) {
  const { t } = useTranslation("viewer");
  const trim = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 });
  const facts = [
    asset.focal_mm === null ? "" : t("shot.focal", { value: trim.format(asset.focal_mm) }),
    asset.f_number === null ? "" : t("shot.aperture", { value: trim.format(asset.f_number) }),
    asset.exposure_s === null ? "" : exposure(asset.exposure_s, locale()),
    asset.iso === null ? "" : t("shot.iso", { value: asset.iso }),
  ].filter(Boolean);
  const size = asset.files[0]?.size;
  const file = [
    asset.width !== null && asset.height !== null ? `${asset.width} × ${asset.height}` : "",
    asset.duration_ms === null ? "" : t("length", { length: filmLength(asset.duration_ms) }),
    size === undefined ? "" : bytes(size, locale()),
  ].filter(Boolean);
  const shot = asset.camera !== null || facts.length > 0;
  return (
    <Section title={shot ? t("about.camera") : t("about.file")}>
      {shot && (
        <p className="num">
          <Facts first={asset.camera === null ? null : <>{asset.camera}</>} rest={facts} />
        </p>
      )}
      {asset.lens !== null && <p className="ink-3">{asset.lens}</p>}
      <p className="ink-3 num">
        <Facts first={<span className="wrap">{asset.name}</span>} rest={file} />
      </p>
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
                {degrees(asset.latitude, t("compass.north"), t("compass.south"))},{" "}
                {degrees(asset.longitude, t("compass.east"), t("compass.west"))}
              </p>
            </Section>
          )}
          {asset.kind === "photo" && <Looks asset={asset} />}
          <Alike asset={asset} onGo={onGo} />
          <Camera asset={asset} />
          <Files asset={asset} />
        </>
      )}
    </aside>
  );
}
