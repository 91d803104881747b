import { useTranslation } from "react-i18next";
import { modelCalls } from "@/app/models/calls";
import type { Model } from "@/app/models/queries";
import { failed } from "@/app/undo";
import { Button } from "@/ui";
import { ModelQuestion } from "./ModelQuestion";
import { useModelWords } from "./modelWords";

interface UseProps {
  model: Model;
  /** The one it takes the place of. */
  now: Model | null;
  onClose: () => void;
}

/** Says what using another model sets going; what is decided stays. */
export function ModelUse({ model, now, onClose }: UseProps) {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const use = () => {
    onClose();
    void modelCalls.use(model.task, model.id).catch(failed);
  };
  return (
    <ModelQuestion
      label={t("use.label", { title: model.title })}
      onClose={onClose}
      go={
        <Button look="primary" onClick={use}>
          {t("use.go", { title: model.title })}
        </Button>
      }
    >
      <p>
        {words.change(model.task)} {now ? t("use.until", { title: now.title }) : ""}
      </p>
    </ModelQuestion>
  );
}
