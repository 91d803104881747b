import { useTranslation } from "react-i18next";
import type { Job, Model } from "@/app/models/queries";
import { doneWords, type Done } from "./doneWords";

/** What came of the last work on models, for who waits for it. */
export function ModelsDone({ jobs, models }: { jobs: readonly Job[]; models: readonly Model[] }) {
  const { t } = useTranslation("models");
  const newest = jobs.reduce<Job | null>(
    (last, job) => (last === null || job.id > last.id ? job : last),
    null,
  );
  const done: Done | null = newest === null ? null : doneWords(newest);
  const title = (id: string) => models.find((model) => model.id === id)?.title ?? id;
  const say = () => {
    if (done === null) return "";
    switch (done.kind) {
      case "checked":
        return t("verify.whole", { count: done.count });
      case "damaged":
        return t("verify.damaged", { titles: done.ids.map(title).join(", ") });
      case "missing":
        return t("verify.missing", { titles: done.ids.map(title).join(", "), why: done.why });
      case "waiting":
        return t("verify.waiting", {
          titles: done.ids.map(title).join(", "),
          files: done.files.join(", "),
        });
      case "failed":
        return done.why;
    }
  };
  return (
    <p className="ink-2 models-done" role="status">
      {say()}
    </p>
  );
}
