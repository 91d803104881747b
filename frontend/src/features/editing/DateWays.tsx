import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DateOp } from "@/app/editing/answers";
import { assetQuery } from "@/app/asset";
import { MomentFields, typedOf, type Typed } from "@/app/editing/MomentFields";
import {
  shiftMs,
  shiftParts,
  typedMoment,
  type Shift,
  type WrongMoment,
} from "@/domain/editing/moment";
import { Combobox, Segmented } from "@/ui";
import { zoneNames } from "./zones";

interface WayProps {
  onSay: (op: DateOp | null) => void;
}

const PARTS = ["days", "hours", "minutes", "seconds"] as const;

/** So far later or earlier; or when the first photo was really taken, which comes to the same. */
export function FirstOf({ ids, onSay }: WayProps & { ids: readonly number[] }) {
  const { t } = useTranslation("editing");
  const first = useQuery(assetQuery(ids[0] ?? 0)).data;
  const [ms, setMs] = useState(0);
  const [sign, setSign] = useState<1 | -1>(1);
  const parts = shiftParts(ms);
  const set = (next: number) => {
    setMs(next);
    if (next !== 0) setSign(next < 0 ? -1 : 1);
    onSay(next === 0 ? null : { op: "shift", ms: next });
  };
  const part = (name: keyof Shift, value: string) => {
    const number = Math.min(99_999, Math.max(0, Math.trunc(Number(value) || 0)));
    set(sign * shiftMs({ ...parts, [name]: number }));
  };
  const becomes = (typed: Typed) => {
    const moment = typedMoment(typed.day, typed.clock, null, Date.now());
    if (first && typeof moment !== "string") set(moment.time_ms - first.capture_time);
  };
  return (
    <>
      <div className="shift">
        <Segmented
          label={t("dates.direction")}
          value={sign === 1 ? "later" : "earlier"}
          onChange={(next) => {
            const to = next === "later" ? 1 : -1;
            setSign(to);
            set(to * Math.abs(ms));
          }}
          options={[
            { value: "later", label: t("dates.laterWay") },
            { value: "earlier", label: t("dates.earlierWay") },
          ]}
        />
        {PARTS.map((name) => (
          <label key={name} className="field">
            <span>{t(`dates.part.${name}`)}</span>
            <input
              type="number"
              className="input num"
              min={0}
              max={99_999}
              value={parts[name]}
              onChange={(event) => part(name, event.target.value)}
              onFocus={(event) => event.target.select()}
            />
          </label>
        ))}
      </div>
      {first && (
        <fieldset>
          <legend className="t-12 ink-3">{t("dates.first", { name: first.name })}</legend>
          <MomentFields
            zone={false}
            value={typedOf(first.capture_time + ms, null)}
            wrong={null}
            onChange={becomes}
          />
        </fieldset>
      )}
    </>
  );
}

/** One moment for all. */
export function OneMoment({ ids, onSay }: WayProps & { ids: readonly number[] }) {
  const first = useQuery(assetQuery(ids[0] ?? 0)).data;
  const [typed, setTyped] = useState<Typed | null>(null);
  const [wrong, setWrong] = useState<WrongMoment | null>(null);
  const shown = typed ?? (first ? typedOf(first.capture_time, first.capture_offset_min) : null);
  if (!shown) return null;
  return (
    <MomentFields
      value={shown}
      wrong={wrong}
      onChange={(next) => {
        setTyped(next);
        const value = typedMoment(next.day, next.clock, next.offset, Date.now());
        setWrong(typeof value === "string" ? value : null);
        onSay(typeof value === "string" ? null : { op: "set", ...value });
      }}
    />
  );
}

/** A zone by the name of a large city, and whether the clock or the moment was right. */
export function NamedZone({ onSay }: WayProps) {
  const { t } = useTranslation("editing");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [zone, setZone] = useState<string | null>(null);
  const [keep, setKeep] = useState<"clock" | "instant">("clock");
  useEffect(() => {
    onSay(zone === null ? null : { op: "zone", zone, keep });
    // Only what is chosen says something new; the callback is a setter of the parent.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [zone, keep]);
  const options = zone === null ? zoneNames(typed, t("dates.zoneOwn")) : [];
  return (
    <>
      <Combobox
        first
        label={t("dates.zone")}
        placeholder={t("dates.zonePlaceholder")}
        value={typed}
        onType={(text) => {
          setTyped(text);
          setZone(null);
        }}
        options={options}
        onChoose={(name) => {
          setZone(name);
          setTyped(name.replaceAll("_", " "));
        }}
        onEnter={() => undefined}
      />
      <div className="keep" role="group" aria-labelledby={id}>
        <span id={id} className="t-12 ink-3">
          {t("dates.keep")}
        </span>
        <Segmented
          label={t("dates.keep")}
          value={keep}
          onChange={setKeep}
          options={[
            { value: "clock", label: t("dates.keepClock") },
            { value: "instant", label: t("dates.keepInstant") },
          ]}
        />
      </div>
    </>
  );
}
