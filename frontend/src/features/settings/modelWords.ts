import { useTranslation } from "react-i18next";
import type { Model } from "@/app/models/queries";
import { bytes } from "@/domain/format";
import { toFetch } from "@/domain/models/models";
import { locale } from "@/i18n";

const TASKS = [
  "face_detection",
  "face_embedding",
  "face_mesh",
  "image_text",
  "object_detection",
  "aesthetic",
] as const;

/** What is said of models that needs more than a key. */
export function useModelWords() {
  const { t } = useTranslation("models");
  const task = (name: string) => t(`task.${TASKS.find((one) => one === name) ?? "other"}`);
  /** What using another one of its task sets going. */
  const change = (name: string) => t(`change.${TASKS.find((one) => one === name) ?? "other"}`);
  const size = (of: number) => bytes(of, locale());
  /** Its licence and what it allows: "Apache-2.0, any use". */
  const licence = ({ licence: name, terms, own }: Model) =>
    own && name === ""
      ? t("licence.own")
      : t(`licence.${terms}`, { licence: name || t("licence.none") });
  /** Where it comes from, or came from. */
  const source = ({ installed, source: from, from_where }: Model) => {
    const where = installed ? from : from_where[0];
    return where === undefined || where === null ? t("source.none") : t(`source.${where}`);
  };
  /** How large it is: on the disk, or of what would be fetched. */
  const cost = (model: Model) => {
    if (model.installed) return size(model.bytes);
    const fetched = toFetch(model);
    return fetched === 0 ? t("size.here", { size: size(model.bytes) }) : size(fetched);
  };
  return { task, change, size, licence, source, cost };
}
