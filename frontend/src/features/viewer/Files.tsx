import { Film, FileText, HardDrive, Image, Unplug, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { bytes } from "@/domain/format";
import { locale } from "@/i18n";
import { Section } from "./Section";

type Part = Schemas["PartDto"];

const ROLES = [
  "raw",
  "live",
  "original",
  "rendered",
  "edited",
  "xmp",
  "takeout",
  "icloud",
  "aae",
  "thm",
] as const;
const ICONS: Record<Part["kind"], LucideIcon> = { photo: Image, video: Film, side: FileText };

interface RowProps {
  icon: LucideIcon;
  lead: string;
  sub: string;
  away: boolean;
  present: boolean;
}

/** One file: what it is or where, its name, and what keeps it from being there. */
function Row({ icon: Icon, lead, sub, away, present }: RowProps) {
  const { t } = useTranslation("viewer");
  const Sign = away ? Unplug : Icon;
  return (
    <div className="list-row">
      <Sign className="icon" aria-hidden />
      <div className="body">
        {lead}
        <p className="sub wrap">{sub}</p>
        {(away || !present) && (
          <p className="sub">{away ? t("about.filesOffline") : t("about.filesMissing")}</p>
        )}
      </div>
    </div>
  );
}

/** A file that goes where the photo goes, by what it is for. */
function PartRow({ part }: { part: Part }) {
  const { t } = useTranslation("moving");
  const role = ROLES.find((one) => one === part.role) ?? "other";
  return (
    <Row
      icon={ICONS[part.kind]}
      lead={t(`parts.${role}`)}
      sub={`${part.name} · ${bytes(part.size, locale())}`}
      away={!part.root_online}
      present={part.present}
    />
  );
}

/** Where the photo lies: each of its files, and what belongs to it, with what keeps one from being there. */
export function Files({ asset }: { asset: Schemas["AssetDto"] }) {
  const { t } = useTranslation(["viewer", "moving"]);
  return (
    <Section title={t("viewer:about.files")}>
      <div className="copies">
        {asset.files.map((file) => (
          <Row
            key={file.id}
            icon={HardDrive}
            lead={file.root_label}
            sub={file.rel_path}
            away={!file.root_online}
            present={file.present}
          />
        ))}
        {asset.parts.map((part) => (
          <PartRow key={`${part.asset_id ?? ""} ${part.role} ${part.name}`} part={part} />
        ))}
      </div>
      {asset.motion && <p className="t-12 ink-3">{t("moving:parts.inside")}</p>}
    </Section>
  );
}
