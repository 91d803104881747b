import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DateOp } from "@/app/editing/answers";
import { calls } from "@/app/editing/calls";
import { operate } from "@/app/editing/edits";
import { datesPlanQuery } from "@/app/editing/queries";
import { Segmented } from "@/ui";
import { DatePreview } from "./DatePreview";
import { FirstOf, NamedZone, OneMoment } from "./DateWays";
import { EditDialog, useRested } from "./EditDialog";

interface DateDialogProps {
  ids: readonly number[];
  onClose: () => void;
}

type Way = DateOp["op"];
const WAYS: readonly Way[] = ["shift", "set", "zone", "name", "neighbours"];

/** Dates put right in one of five ways; what becomes of them is shown before it is done. */
export function DateDialog({ ids, onClose }: DateDialogProps) {
  const { t } = useTranslation("editing");
  const count = ids.length;
  const [way, setWay] = useState<Way>(count > 1 ? "shift" : "set");
  /** What the chosen way has to say; null while it is not whole. Those of the others are kept. */
  const [ops, setOps] = useState<Partial<Record<Way, DateOp | null>>>({
    name: { op: "name" },
    neighbours: { op: "neighbours" },
  });
  const op = ops[way] ?? null;
  const plan = useQuery(datesPlanQuery(ids, useRested(op)));
  // The dates as they are now: a shift of nothing changes nothing and tells all of them.
  const say = (next: DateOp | null) => setOps((now) => ({ ...now, [way]: next }));
  const fresh = op !== null && plan.data !== undefined && !plan.isPlaceholderData;
  const total = fresh ? plan.data.total : 0;

  const save = () => {
    if (op === null) return;
    onClose();
    void operate({
      label: t("done.date", { count: total }),
      ids,
      steps: [() => calls.applyDates(ids, op)],
    });
  };
  return (
    <EditDialog
      className="dates"
      title={t("dates.title", { count })}
      save={t("dates.save", { count: total })}
      disabled={total === 0}
      onSave={save}
      onClose={onClose}
      beside={t("dates.safe")}
    >
      <Segmented
        label={t("dates.how")}
        value={way}
        onChange={setWay}
        options={WAYS.map((value) => ({ value, label: t(`dates.way.${value}`) }))}
      />
      <p className="ink-2 words">{t(`dates.words.${way}`)}</p>
      {way === "shift" && <FirstOf key="shift" ids={ids} onSay={say} />}
      {way === "set" && <OneMoment key="set" ids={ids} onSay={say} />}
      {way === "zone" && <NamedZone key="zone" onSay={say} />}
      <DatePreview
        plan={op === null ? undefined : plan.data}
        stale={plan.isPlaceholderData || plan.isPending}
        error={op === null ? null : plan.error}
      />
    </EditDialog>
  );
}
