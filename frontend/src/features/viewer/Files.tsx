import { HardDrive, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { Section } from "./Section";

/** Where the photo lies: each of its files, with what keeps one from being there. */
export function Files({ asset }: { asset: Schemas["AssetDto"] }) {
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
