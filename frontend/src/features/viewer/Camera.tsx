import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { bytes, exposure, filmLength } from "@/domain/format";
import { locale } from "@/i18n";
import { Section } from "./Section";

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

/** With what it was taken and what file it is. */
export function Camera({ asset }: { asset: Schemas["AssetDto"] }) {
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
